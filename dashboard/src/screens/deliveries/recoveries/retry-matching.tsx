import { useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { Notice } from '../../../design/layout/notice.tsx';
import {
  CountFailedDeliveriesDocument,
  type DeliveryFilter,
  RetryFailedDeliveriesDocument,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import { count } from '../words.ts';
import styles from './recoveries.module.css';
import type { Recovery } from './use-recoveries.ts';

interface RetryMatchingProps {
  filter: DeliveryFilter | null;
  /** How many the list shows, if all of them are failed. */
  shownCount: number | undefined;
  onStarted: (recovery: Recovery) => void;
}

/** Retries the failed deliveries of those that the filter lets through, after they were counted. */
export function RetryMatching({ filter, shownCount, onStarted }: RetryMatchingProps) {
  const project = useProject();
  const run = useRun();
  const refusal = useRefusal('REPEAT_DELIVERIES');
  const [found, setFound] = useState<{ count?: number; error?: string }>();
  const [busy, setBusy] = useState(false);

  async function during(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      setFound({ error: (failure as Error).message });
    } finally {
      setBusy(false);
    }
  }

  const countThem = () =>
    during(async () => {
      const input = { projectKey: project.key, filter, countOnly: true };
      const { retryFailedDeliveries: result } = await run(CountFailedDeliveriesDocument, { input });
      const isCount = result.__typename === 'RetryFailedDeliveriesPayload';
      setFound(isCount ? { count: result.count } : { error: result.message });
    });

  const retry = () =>
    during(async () => {
      const input = { projectKey: project.key, filter };
      const { retryFailedDeliveries: result } = await run(RetryFailedDeliveriesDocument, { input });
      if (result.__typename !== 'RetryFailedDeliveriesPayload') return setFound({ error: result.message });
      if (result.recovery !== null) onStarted(result.recovery);
      setFound(undefined);
    });

  const nothing = shownCount === 0 ? 'No failed delivery matches.' : undefined;
  return (
    <>
      <Button look="main" unavailable={refusal ?? nothing} busy={busy} onClick={() => void countThem()}>
        {shownCount === undefined || shownCount === 0
          ? 'Retry failed ones…'
          : `Retry ${shownCount === 1 ? 'this one' : `these ${shownCount.toLocaleString('en')}`}…`}
      </Button>
      {found !== undefined && (
        <Dialog
          title="Retry failed deliveries"
          onClose={() => setFound(undefined)}
          actions={
            <>
              <Button onClick={() => setFound(undefined)}>{found.count ? 'Cancel' : 'Close'}</Button>
              {found.count !== undefined && found.count > 0 && (
                <Button look="main" busy={busy} onClick={() => void retry()}>
                  Retry {count(found.count, 'delivery', 'deliveries')}
                </Button>
              )}
            </>
          }
        >
          {found.error !== undefined && (
            <Notice tone="bad" title="The deliveries cannot be retried">
              {found.error}
            </Notice>
          )}
          {found.count === 0 && (
            <p>{filter === null ? 'No delivery has failed.' : 'No failed delivery matches the filter.'}</p>
          )}
          {found.count !== undefined && found.count > 0 && (
            <p className={styles.found}>
              <b>{count(found.count, 'failed delivery', 'failed deliveries')}</b>{' '}
              {filter === null
                ? 'of this project'
                : found.count === 1
                  ? 'matches the filter'
                  : 'match the filter'}
              . Each gets one more attempt, after newer events. You can stop it at any moment.
            </p>
          )}
          {found.count !== undefined && (
            <p className="dim">
              Tests, and deliveries to integrations that are disabled or deleted, are not retried.
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
