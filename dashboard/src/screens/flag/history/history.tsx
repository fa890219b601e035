import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { Diff } from '../../../design/text/diff.tsx';
import { Time } from '../../../design/text/time.tsx';
import { FlagHistoryDocument } from '../../../gql/graphql.ts';
import { eventWord } from '../../../shell/event-words.ts';
import { useLiveEvents, useProject } from '../../../shell/project/project-context.ts';
import { useAfter } from '../../../shell/use-after.ts';
import styles from '../flag-page.module.css';
import { RestoreDialog } from './restore-dialog.tsx';

/** Every change of the flag, the newest first. */
export function FlagHistory({ flagKey }: { flagKey: string }) {
  const project = useProject();
  const [restoring, setRestoring] = useState<Restored>();
  const [after, setAfter] = useAfter([project.key, flagKey]);
  const { data, error, fetching, reload } = useQuery(FlagHistoryDocument, {
    projectKey: project.key,
    flagKey,
    after,
  });
  useLiveEvents((event) => {
    if (!('flagKey' in event) || event.flagKey !== flagKey) return;
    if (after === null) reload();
    else setAfter(null);
  });
  const events = data?.flag?.events;
  if (error !== undefined && events === undefined)
    return <LoadFailed title="The history cannot be shown" error={error} onRetry={reload} />;
  if (events === undefined) return <Loading />;
  if (events.edges.length === 0) return <Empty title="Nothing has happened yet" />;
  return (
    <>
      <ol className={styles.history}>
        {events.edges.map(({ node }) => (
          <li key={node.id}>
            <Card
              title={`${node.sequence.toLocaleString('en')} · ${eventWord(node.type)}${node.environment ? ` in ${node.environment.name}` : ''}`}
              note={
                <>
                  {node.actor.name}, <Time at={node.occurredAt} />
                </>
              }
              actions={
                <Button
                  small
                  aria-label={`Restore the state after event ${node.sequence.toLocaleString('en')}`}
                  onClick={() =>
                    setRestoring({
                      id: node.id,
                      sequence: node.sequence,
                      environmentKey: node.environment?.key,
                    })
                  }
                >
                  Restore…
                </Button>
              }
            >
              {node.comment !== null && <p className={styles.quote}>{node.comment}</p>}
              {node.__typename === 'FlagEvent' && (
                <>
                  <ul className={`${styles.summaries} ${styles.padded}`}>
                    {node.changes.map((change, index) => (
                      <li key={index}>{'summary' in change ? change.summary : null}</li>
                    ))}
                  </ul>
                  {node.codeLikeDiff !== null && <Diff text={node.codeLikeDiff} />}
                </>
              )}
            </Card>
          </li>
        ))}
        {events.pageInfo.hasNextPage && (
          <li>
            <Button busy={fetching} onClick={() => setAfter(events.pageInfo.endCursor)}>
              Show older changes
            </Button>
          </li>
        )}
      </ol>
      {restoring !== undefined && (
        <RestoreDialog flagKey={flagKey} event={restoring} onClose={() => setRestoring(undefined)} />
      )}
    </>
  );
}

interface Restored {
  id: string;
  sequence: number;
  environmentKey: string | undefined;
}
