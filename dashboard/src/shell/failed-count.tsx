import { useEffect, useRef, useState } from 'react';
import { useQuery, useSubscription } from '../api/hooks.ts';
import { DeliveryFailedDocument, type DeliveryFilter, FailedDeliveryCountDocument } from '../gql/graphql.ts';
import styles from './frame.module.css';

const DAY_MS = 24 * 3_600_000;
/** Failures come in bursts: they are counted once for all that come together. */
const GATHER_MS = 3_000;

/** How many deliveries of the last day have failed, live. */
export function FailedCount({ projectKey }: { projectKey: string }) {
  const [filter] = useState<DeliveryFilter>(() => ({
    statuses: ['FAILED'],
    createdAfter: new Date(Date.now() - DAY_MS).toISOString(),
  }));
  const { data, reload } = useQuery(FailedDeliveryCountDocument, { projectKey, filter });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSubscription(DeliveryFailedDocument, { projectKey, filter }, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload();
    }, GATHER_MS);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  const count = data?.project?.deliveries.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles.countBad} title="In the last 24 hours">
      {count >= 10_000 ? '10,000+' : count.toLocaleString('en')} failed
    </span>
  );
}
