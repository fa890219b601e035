import { useMemo } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { LoadFailed, Loading } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import { duration, exactTime } from '../../design/text/time.tsx';
import {
  type HourStatsFragment,
  IntegrationStatsDocument,
  LastDeliveriesUpdatesDocument,
} from '../../gql/graphql.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { useSeldom } from '../../shell/use-seldom.ts';
import { dayInWords, toHours, useDayStart } from '../integrations/day.ts';
import { DayBars } from '../integrations/day-bars.tsx';
import styles from './integration.module.css';

/** The last 24 hours as bars, with the numbers behind them. */
export function DayCard({ integrationId }: { integrationId: string }) {
  const project = useProject();
  const from = useDayStart();
  const { data, error, reload } = useQuery(IntegrationStatsDocument, { id: integrationId, from });
  const reloadSoon = useSeldom(reload, 3_000);
  const variables = useMemo(() => ({ projectKey: project.key, integrationId }), [project.key, integrationId]);
  useSubscription(LastDeliveriesUpdatesDocument, variables, reloadSoon);
  const stats = data?.node != null && 'deliveryStats' in data.node ? data.node.deliveryStats : undefined;
  return (
    <Card title="Last 24 hours" note={stats && dayInWords(toHours(stats)).replace(/^.*: /, '')} padded>
      {error !== undefined && (
        <LoadFailed title="The numbers cannot be shown" error={error} onRetry={reload} />
      )}
      {stats === undefined && error === undefined && <Loading rows={2} />}
      {stats !== undefined && (
        <>
          <DayBars large hours={toHours(stats)} />
          <details className={styles.numbers}>
            <summary>Show the numbers</summary>
            <Numbers stats={stats} />
          </details>
        </>
      )}
    </Card>
  );
}

function Numbers({ stats }: { stats: readonly HourStatsFragment[] }) {
  const busy = stats.filter(({ attempts }) => attempts > 0);
  if (busy.length === 0) return <p className="dim">No attempt was made.</p>;
  const time = (ms: number | null) => (ms === null ? '–' : duration(ms));
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Hour from</th>
            {['Attempts', 'Delivered', 'Failed', 'Median', '95 % within'].map((name) => (
              <th key={name} scope="col" className={table.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.toReversed().map(({ startsAt, attempts, delivered, failed, p50Ms, p95Ms }) => (
            <tr key={startsAt}>
              <td>{exactTime(startsAt)}</td>
              <td className={table.number}>{attempts}</td>
              <td className={table.number}>{delivered}</td>
              <td className={table.number}>{failed}</td>
              <td className={table.number}>{time(p50Ms)}</td>
              <td className={table.number}>{time(p95Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
