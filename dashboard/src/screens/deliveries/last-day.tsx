import { useState } from 'react';
import { useQuery } from '../../api/hooks.ts';
import { SparkBars } from '../../design/spark-bars.tsx';
import { IntegrationLastDayDocument } from '../../gql/graphql.ts';
import { clock } from './clock.ts';
import { count } from './words.ts';

const HOUR_MS = 3_600_000;

/** What was delivered by an integration in the last 24 hours, and what failed. */
export function LastDay({ integrationId }: { integrationId: string }) {
  const [from] = useState(() => new Date(Math.floor(Date.now() / HOUR_MS - 23) * HOUR_MS).toISOString());
  const { data } = useQuery(IntegrationLastDayDocument, { id: integrationId, from });
  const stats = data?.node && 'deliveryStats' in data.node ? data.node.deliveryStats : undefined;
  if (stats === undefined) return null;
  const hours = stats.map(({ startsAt, delivered, errors }) => {
    const failed = errors.reduce((sum, error) => sum + (error.class === 'SKIPPED' ? 0 : error.attempts), 0);
    return { startsAt, good: delivered, bad: failed };
  });
  const sum = (part: 'good' | 'bad') => hours.reduce((total, hour) => total + hour[part], 0);
  return (
    <SparkBars
      label={`Last 24 hours: ${count(sum('good'), 'delivery', 'deliveries')} made, ${count(sum('bad'), 'attempt')} failed`}
      bars={hours.map(({ startsAt, good, bad }) => ({
        label: `${clock(startsAt)}: ${good.toLocaleString('en')} delivered, ${count(bad, 'attempt')} failed`,
        good,
        bad,
      }))}
    />
  );
}
