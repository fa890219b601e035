import { Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import { Diff } from '../../design/text/diff.tsx';
import { exactTime } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { EventDetailsDocument, type LogCodeFragment, type LogEventFragment } from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { EventDeliveries } from './event-deliveries.tsx';
import styles from './events.module.css';
import { ShowOnly } from './log/show-only.tsx';

/** What changed, as code and in sentences, and who was told. */
export function EventDetails({ event }: { event: LogEventFragment }) {
  const project = useProject();
  const { data, error, reload } = useQuery(
    EventDetailsDocument,
    { projectKey: project.key, sequence: event.sequence },
    { policy: 'cached' },
  );
  const code = data?.project?.event ?? undefined;
  const params = { projectKey: project.key, sequence: String(event.sequence) };
  return (
    <div className={styles.details}>
      {error !== undefined && (
        <LoadFailed title="What changed cannot be shown" error={error} onRetry={reload} />
      )}
      {code === undefined && error === undefined && <Loading rows={2} />}
      {code !== undefined && <EventCode event={event} code={code} />}
      <EventDeliveries deliveries={event.deliveries} />
      <p className={styles.links}>
        <span className="dim">{exactTime(event.occurredAt)}</span>
        <Link className={styles.subject} to="/projects/$projectKey/events/$sequence" params={params}>
          Open the event
        </Link>
        <ShowOnly event={event} />
        <CopyButton
          text={() =>
            new URL(`${location.pathname.replace(/\/$/, '')}/${event.sequence}`, location.href).href
          }
        >
          Copy link
        </CopyButton>
      </p>
    </div>
  );
}

/** The diff, and the changes one by one. */
export function EventCode({ event, code }: { event: LogEventFragment; code: LogCodeFragment }) {
  const changes = 'changes' in event ? event.changes : [];
  const diff = 'codeLikeDiff' in code ? code.codeLikeDiff : null;
  return (
    <>
      {diff !== null && (
        <div className={styles.code}>
          <Diff text={visible(diff)} />
        </div>
      )}
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map((change, index) => (
            <li key={index}>{'summary' in change && visible(change.summary)}</li>
          ))}
        </ul>
      )}
      <EventExtras code={code} />
    </>
  );
}

/** What only some kinds of events have. */
function EventExtras({ code }: { code: LogCodeFragment }) {
  if ('hypothesis' in code) return <p className={styles.sentence}>{visible(code.hypothesis)}</p>;
  if (!('revision' in code))
    return 'changeRequest' in code && code.changeRequest ? (
      <p>Applied from the change request “{visible(code.changeRequest.title)}”.</p>
    ) : null;
  const { revision, approvalCount, minimumApprovals, scheduledAt, bypass, reason } = code;
  return (
    <p>
      Revision {revision}, {approvalCount} of {minimumApprovals}{' '}
      {minimumApprovals === 1 ? 'approval' : 'approvals'}
      {scheduledAt !== null && `, planned for ${exactTime(scheduledAt)}`}
      {bypass && ', applied without the required approvals'}.{reason !== null && ` ${visible(reason)}`}
    </p>
  );
}
