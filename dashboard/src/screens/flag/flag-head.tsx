import { Link } from '@tanstack/react-router';
import { Button } from '../../design/controls/button.tsx';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { Chip, State, Tag, type Tone } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import type { FlagDetailsFragment, FlagLifecycle } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useRefusal } from '../../shell/project/use-refusal.ts';
import styles from './flag-page.module.css';

const LIFECYCLES: Record<FlagLifecycle, [tone: Tone, word: string]> = {
  ACTIVE: ['ok', 'Active'],
  PERMANENT: ['info', 'Permanent'],
  STALE: ['wait', 'Stale'],
  ARCHIVED: ['dim', 'Archived'],
};

interface FlagHeadProps {
  flag: FlagDetailsFragment;
  onEdit: () => void;
  onLinks: () => void;
}

export function FlagHead({ flag, onEdit, onLinks }: FlagHeadProps) {
  const refusal = useRefusal('CHANGE_FLAGS');
  const [tone, word] = LIFECYCLES[flag.lifecycle];
  return (
    <PageHead
      title={flag.name}
      aside={
        <>
          <Chip mono>{flag.key}</Chip>
          <Chip>{flag.kind.toLowerCase()}</Chip>
          <State tone={tone}>{word}</State>
        </>
      }
      actions={
        <>
          <CopyButton small={false} text={() => flag.key}>
            Copy key
          </CopyButton>
          <CopyButton small={false} text={() => location.href}>
            Copy link
          </CopyButton>
          <Button unavailable={refusal} onClick={onEdit}>
            Edit details…
          </Button>
        </>
      }
    >
      {flag.description !== null && <span>{flag.description}</span>}
      {flag.owner !== null && (
        <span>
          Owner <b>{flag.owner}</b>
        </span>
      )}
      {flag.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      <span className={styles.jira}>
        {flag.jiraIssues.length > 0 && (
          <span>
            Jira <b>{flag.jiraIssues.join(', ')}</b>
          </span>
        )}
        <Button small look="quiet" unavailable={refusal} onClick={onLinks}>
          {flag.jiraIssues.length > 0 ? 'Edit links…' : 'Link Jira issues…'}
        </Button>
      </span>
      <RunningExperiments flag={flag} />
      <span className="dim">
        Changed <Time at={flag.updatedAt} />
      </span>
    </PageHead>
  );
}

function RunningExperiments({ flag }: { flag: FlagDetailsFragment }) {
  const project = useProject();
  return flag.experiments.edges
    .filter(({ node }) => node.state === 'RUNNING')
    .map(({ node: { id, name } }) => (
      <span key={id}>
        Running experiment{' '}
        <Link
          className={styles.experiment}
          to="/projects/$projectKey/experiments/$experimentId"
          params={{ projectKey: project.key, experimentId: id }}
        >
          {visible(name)}
        </Link>
      </span>
    ));
}
