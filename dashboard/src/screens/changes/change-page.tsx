import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { useReloadWhenBack } from '../../api/use-reload-when-back.ts';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Card } from '../../design/layout/card.tsx';
import { LoadFailed, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import { Chip } from '../../design/text/chip.tsx';
import { Diff } from '../../design/text/diff.tsx';
import { exactTime, Time } from '../../design/text/time.tsx';
import { type ChangeDetailsFragment, ChangePageDocument } from '../../gql/graphql.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useLiveEvents } from '../../shell/project/project-context.ts';
import { ChangeState } from './change-state.tsx';
import styles from './changes.module.css';
import { Comments } from './comments.tsx';
import { Decide } from './decide.tsx';

const route = getRouteApi('/signed-in/projects/$projectKey/changes/$changeRequestId');

export function ChangePage() {
  const { projectKey, changeRequestId } = route.useParams();
  const { data, error, reload } = useQuery(ChangePageDocument, { id: changeRequestId });
  const change = data?.node?.__typename === 'ChangeRequest' ? data.node : null;
  // Comments are no events: those of the meantime come by no stream.
  useReloadWhenBack(reload);
  useLiveEvents((event) => {
    const isOfFlag = 'flagKey' in event && event.flagKey === change?.flagKey;
    if (event.type.startsWith('APPROVAL_') || isOfFlag) reload();
  });
  if (data === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <LoadFailed title="The change request cannot be shown" error={error} onRetry={reload} />
    );
  if (change === null) return <NotFound />;
  return (
    <>
      <PageHead
        title={change.title}
        aside={<ChangeState state={change.state} />}
        actions={
          <CopyButton small={false} text={() => change.url}>
            Copy link
          </CopyButton>
        }
      >
        <span>
          Proposed by <b>{change.author.name}</b> <Time at={change.createdAt} />
        </span>
        <span>
          Flag{' '}
          <Link
            className={styles.flag}
            to="/projects/$projectKey/flags/$flagKey"
            params={{ projectKey, flagKey: change.flagKey }}
            search={{ env: change.environment.key }}
          >
            {change.flag?.name ?? change.flagKey}
          </Link>
        </span>
        <span>
          in <b>{change.environment.name}</b>
        </span>
        {change.revision > 1 && <Chip>revision {change.revision}</Chip>}
        {change.bypassed && <Chip>applied without approval</Chip>}
      </PageHead>
      <div className={styles.columns}>
        <div className={styles.left}>
          <Moved change={change} />
          {change.comment !== null && <p className={styles.comment}>{change.comment}</p>}
          <Card title="What will change" note={<Chip>{change.environment.name}</Chip>}>
            {change.codeLikeDiff !== null && <Diff text={change.codeLikeDiff} />}
            <ul className={styles.summaries}>
              {change.changes.map((each, index) => (
                <li key={index}>{'summary' in each ? each.summary : null}</li>
              ))}
            </ul>
          </Card>
          <Comments change={change} />
        </div>
        <aside className={styles.left} aria-label="Approvals">
          <Approvals change={change} />
          <History change={change} />
          <Decide key={`${change.id}:${change.revision}`} change={change} onConflict={reload} />
        </aside>
      </div>
    </>
  );
}

/** Said before anybody clicks: what was reviewed may not be what applying would do. */
function Moved({ change }: { change: ChangeDetailsFragment }) {
  const isOpen = change.state === 'PENDING' || change.state === 'APPROVED';
  if (!isOpen || change.flag === null || change.flag.version === change.flagVersion) return null;
  return (
    <Notice tone="wait" title="The flag has changed since this was proposed">
      If the result would differ from the diff below, applying it is refused and the new diff is shown
      instead.
    </Notice>
  );
}

function Approvals({ change }: { change: ChangeDetailsFragment }) {
  const { approvals, environment, scheduledAt, reason } = change;
  const missing = Math.max(0, environment.minimumApprovals - approvals.length);
  return (
    <Card title="Approvals" note={`${approvals.length} of ${environment.minimumApprovals}`} padded>
      <ul className={styles.approvals}>
        {approvals.map(({ approver, approvedAt, comment }) => (
          <li key={approver.actorId}>
            <b>{approver.name}</b> <Time at={approvedAt} />
            {comment !== null && <p>{comment}</p>}
          </li>
        ))}
        {change.state === 'PENDING' && (
          <li className="dim">
            {missing} more {missing === 1 ? 'approval is' : 'approvals are'} needed
          </li>
        )}
        {scheduledAt !== null && <li>To be applied {exactTime(scheduledAt)}</li>}
        {reason !== null && <li>{reason}</li>}
      </ul>
    </Card>
  );
}

/** What was said and decided, the newest first. Approvals stand above. */
function History({ change }: { change: ChangeDetailsFragment }) {
  const events = change.events.edges
    .map(({ node }) => node)
    .filter(({ type }) => type !== 'APPROVAL_APPROVED');
  return (
    <Card title="History" padded>
      <ul className={styles.approvals}>
        {events.map(({ id, type, actor, occurredAt, comment }) => (
          <li key={id}>
            <b>{actor.name}</b> {DEEDS[type] ?? type.toLowerCase()} <Time at={occurredAt} />
            {comment !== null && <p>{comment}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const DEEDS: Partial<Record<string, string>> = {
  APPROVAL_REQUESTED: 'proposed it',
  APPROVAL_REJECTED: 'rejected it',
  APPROVAL_APPLIED: 'applied it',
  APPROVAL_CANCELLED: 'cancelled it',
};
