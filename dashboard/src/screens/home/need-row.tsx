import { Link } from '@tanstack/react-router';
import { State, type Tone } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import type { Need, NeedKind } from './needs.ts';
import { Row } from './row.tsx';

const STATES: Record<NeedKind, [tone: Tone, mark: string, word: string]> = {
  CHANGE_TO_APPROVE: ['wait', '◔', 'waits for approval'],
  CHANGE_TO_APPLY: ['info', '◆', 'approved'],
  CHANGE_WAITING: ['wait', '◔', 'waits for others'],
  CHANGE_NOT_APPLIED: ['bad', '✕', 'not applied'],
  CHANGE_SCHEDULED: ['info', '◆', 'scheduled'],
  INTEGRATION_FAILING: ['bad', '▲', 'failing'],
  INTEGRATION_DISABLED: ['bad', '■', 'disabled'],
  EXPERIMENT_MISTRUSTED: ['bad', '▲', 'sample ratio mismatch'],
  EXPERIMENT_READY: ['ok', '●', 'significant'],
};

/** What the viewer can do about it, in bold. */
const OFFERS: Partial<Record<NeedKind, string>> = {
  CHANGE_TO_APPROVE: 'You may approve it.',
  CHANGE_TO_APPLY: 'You may apply it.',
};

const SHOWN = 240;

export function NeedRow({ need }: { need: Need }) {
  const { kind, title, detail, since, project } = need;
  const [tone, mark, word] = STATES[kind];
  const { shown, hidden } = cut(visible(detail), SHOWN);
  return (
    <Row
      project={project}
      state={
        <State tone={tone} mark={mark}>
          {word}
        </State>
      }
      link={(className) => <SubjectLink need={need} className={className} title={visible(title)} />}
    >
      {OFFERS[kind] !== undefined && <b>{OFFERS[kind]} </b>}
      {shown}
      {hidden > 0 && '…'}
      {shown !== '' && ', '}
      {kind === 'CHANGE_SCHEDULED' && 'to be applied '}
      <Time at={since} />
    </Row>
  );
}

function SubjectLink({ need, className, title }: { need: Need; className: string; title: string }) {
  const { kind, subjectId } = need;
  const projectKey = need.project.key;
  if (kind.startsWith('INTEGRATION_'))
    return (
      <Link
        className={className}
        to="/projects/$projectKey/integrations/$integrationId"
        params={{ projectKey, integrationId: subjectId }}
      >
        {title}
      </Link>
    );
  if (kind.startsWith('EXPERIMENT_'))
    return (
      <Link
        className={className}
        to="/projects/$projectKey/experiments/$experimentId"
        params={{ projectKey, experimentId: subjectId }}
      >
        {title}
      </Link>
    );
  return (
    <Link
      className={className}
      to="/projects/$projectKey/changes/$changeRequestId"
      params={{ projectKey, changeRequestId: subjectId }}
    >
      {title}
    </Link>
  );
}
