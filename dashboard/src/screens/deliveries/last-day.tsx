import { useQuery } from '../../api/hooks.ts';
import { IntegrationStatsDocument } from '../../gql/graphql.ts';
import { toHours, useDayStart } from '../integrations/day.ts';
import { DayBars } from '../integrations/day-bars.tsx';

/** The attempts of an integration in the last 24 hours. */
export function LastDay({ integrationId }: { integrationId: string }) {
  const from = useDayStart();
  const { data } = useQuery(IntegrationStatsDocument, { id: integrationId, from });
  const stats = data?.node && 'deliveryStats' in data.node ? data.node.deliveryStats : undefined;
  return stats === undefined ? null : <DayBars hours={toHours(stats)} />;
}
