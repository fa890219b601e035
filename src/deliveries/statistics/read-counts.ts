import { MAX_COUNTED } from '../../graphql/connection-of.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';

export interface DeliveryCounts {
  pending: number;
  waiting: number;
  failed: number;
}

/** How many deliveries of an integration are in a state now. Concurrent calls share a statement. */
export const readDeliveryCounts = coalesce(
  async (sql: Sql, integrationIds: string[]): Promise<DeliveryCounts[]> => {
    const { rows } = await sql.query<DeliveryCounts & { id: string }>({
      name: 'read-delivery-counts',
      text: `SELECT i.id, ${count("status = 'PENDING'")} AS pending,
          ${count("status = 'PENDING' AND queued_at IS NOT NULL")} AS waiting, ${count("status = 'FAILED'")} AS failed
        FROM unnest($1::text[]) AS i (id)`,
      values: [[...new Set(integrationIds)]],
    });
    const found = new Map(rows.map(({ id, ...counts }) => [id, counts]));
    return integrationIds.map((id) => found.get(id) ?? { pending: 0, waiting: 0, failed: 0 });
  },
);

const count = (state: string) => `(SELECT count(*)::int FROM (
    SELECT FROM deliveries d WHERE d.integration_id = i.id AND ${state} LIMIT ${MAX_COUNTED}) AS counted)`;
