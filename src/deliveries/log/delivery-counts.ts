/** Counts the deliveries of events by status. */

import type { DeliveryStatus } from '../../../generated/prisma/enums.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';

export interface DeliveryCount {
  status: DeliveryStatus;
  count: number;
}

/** The counts of an event, without statuses that no delivery has. The events of a page share a statement. */
export const countDeliveries = coalesce(async (sql: Sql, eventIds: string[]): Promise<DeliveryCount[][]> => {
  const { rows } = await sql.query<DeliveryCount & { eventId: string }>({
    name: 'count-deliveries',
    text: `SELECT event_id AS "eventId", status, count(*)::int AS count
        FROM deliveries WHERE event_id = ANY ($1::text[]) GROUP BY event_id, status ORDER BY status`,
    values: [eventIds],
  });
  const found = Map.groupBy(rows, ({ eventId }) => eventId);
  return eventIds.map((id) => found.get(id) ?? []);
});
