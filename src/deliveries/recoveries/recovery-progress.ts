/** Counts the deliveries of recoveries by status. */

import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';

export interface RecoveryProgress {
  delivered: number;
  failed: number;
  cancelled: number;
  /** Pending or being sent. */
  waiting: number;
}

/** The counts of a recovery. Concurrent calls share a statement. */
export const readProgress = coalesce(async (sql: Sql, recoveryIds: string[]): Promise<RecoveryProgress[]> => {
  const { rows } = await sql.query<RecoveryProgress & { id: string }>({
    name: 'read-recovery-progress',
    text: `SELECT recovery_id AS id,
        count(*) FILTER (WHERE status = 'DELIVERED')::int AS delivered,
        count(*) FILTER (WHERE status = 'FAILED')::int AS failed,
        count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled,
        count(*) FILTER (WHERE status IN ('PENDING', 'SENDING'))::int AS waiting
      FROM deliveries WHERE recovery_id = ANY ($1::text[]) GROUP BY recovery_id`,
    values: [recoveryIds],
  });
  const found = new Map(rows.map(({ id, ...progress }) => [id, progress]));
  return recoveryIds.map((id) => found.get(id) ?? { delivered: 0, failed: 0, cancelled: 0, waiting: 0 });
});
