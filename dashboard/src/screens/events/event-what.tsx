/** What an event was about and what happened, in a line. */

import { Link } from '@tanstack/react-router';
import { State, type Tone } from '../../design/text/chip.tsx';
import { visible } from '../../design/text/visible.ts';
import type { EventType, LogEventFragment, LogEventWordsFragment } from '../../gql/graphql.ts';
import { eventWord } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project/project-context.ts';
import styles from './events.module.css';

const LOOK: Record<EventType, [tone: Tone, mark: string]> = {
  FLAG_CREATED: ['ok', '+'],
  FLAG_UPDATED: ['info', '◆'],
  FLAG_ARCHIVED: ['dim', '▣'],
  FLAG_RESTORED: ['info', '↺'],
  FLAG_DELETED: ['bad', '−'],
  APPROVAL_REQUESTED: ['wait', '?'],
  APPROVAL_APPROVED: ['ok', '✓'],
  APPROVAL_REJECTED: ['bad', '✕'],
  APPROVAL_APPLIED: ['ok', '✓'],
  APPROVAL_CANCELLED: ['dim', '○'],
  EXPERIMENT_STARTED: ['info', '▷'],
  EXPERIMENT_RESULTS: ['info', '≈'],
  EXPERIMENT_CONCLUDED: ['ok', '■'],
  INTEGRATION_DISABLED: ['bad', '▲'],
};

export function EventKind({ type }: { type: EventType }) {
  const [tone, mark] = LOOK[type];
  return (
    <State tone={tone} mark={mark}>
      {eventWord(type)}
    </State>
  );
}

/** The flag, or the integration, as a link. */
export function EventSubject({ event }: { event: LogEventFragment }) {
  const project = useProject();
  if ('flagKey' in event)
    return (
      <Link
        className={styles.subject}
        to="/projects/$projectKey/flags/$flagKey"
        params={{ projectKey: project.key, flagKey: event.flagKey }}
      >
        {event.flagKey}
      </Link>
    );
  return <bdi>{event.integrationName}</bdi>;
}

/** What happened as one sentence, without markup from outside. */
export function eventSentence(event: LogEventWordsFragment): string {
  if ('changes' in event) {
    const summary = event.changes.map((change) => ('summary' in change ? change.summary : '')).join(' ');
    // A change request without a title of its own has that of its first change.
    const about = 'title' in event && !summary.startsWith(event.title) ? `${event.title}: ` : '';
    return visible(about + summary);
  }
  if ('experimentName' in event) return visible(event.experimentName);
  return visible(event.reason ?? '');
}
