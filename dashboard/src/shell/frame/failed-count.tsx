import { useCallback, useEffect, useState } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import {
  DeliveryFailedDocument,
  type DeliveryFilter,
  FailedDeliveryCountDocument,
} from '../../gql/graphql.ts';
import { useSeldom } from '../use-seldom.ts';
import styles from './frame.module.css';

const DAY_MS = 24 * 3_600_000;
/** Failures come in bursts: they are counted once for all that come together. */
const GATHER_MS = 3_000;
const RECOUNT_MS = 10_000;

const FAILED: DeliveryFilter = { statuses: ['FAILED'] };

function aDayAgo(): string {
  return new Date(Date.now() - DAY_MS).toISOString();
}

/** How many deliveries of the last day have failed, live. */
export function FailedCount({ projectKey }: { projectKey: string }) {
  const [createdAfter, setCreatedAfter] = useState(aDayAgo);
  const { data } = useQuery(FailedDeliveryCountDocument, {
    projectKey,
    filter: { ...FAILED, createdAfter },
  });
  const countAgain = useCallback(() => setCreatedAfter(aDayAgo()), []);
  useSubscription(DeliveryFailedDocument, { projectKey, filter: FAILED }, useSeldom(countAgain, GATHER_MS));
  const count = data?.project?.deliveries.totalCount ?? 0;
  // They are retried, and get older than a day: nothing tells of that.
  useEffect(() => {
    if (count === 0) return;
    const timer = setInterval(() => document.hidden || countAgain(), RECOUNT_MS);
    return () => clearInterval(timer);
  }, [count, countAgain]);
  if (count === 0) return null;
  return (
    <span className={styles.countBad} title="In the last 24 hours">
      {count >= 10_000 ? '10,000+' : count.toLocaleString('en')} failed
    </span>
  );
}
