/** One more attempt, at once and outside the schedule. */

import type { Sql } from '../../platform/postgres/db.ts';
import { PRIORITY } from '../priority.ts';
import { entering } from './entering.ts';

/** The caller holds the lock of the delivery's row, and adds its job. */
export async function retryByHand(sql: Sql, deliveryId: string): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET ${entering.pending()}, trigger = 'MANUAL', priority = $2
     WHERE id = $1 AND status IN ('PENDING', 'FAILED', 'CANCELLED')`,
    [deliveryId, PRIORITY.manual],
  );
}

/** Those of the deliveries that are still failed, with their jobs. Returns how many these were. */
export async function retryByRecovery(sql: Sql, recoveryId: string, deliveryIds: string[]): Promise<number> {
  // Rows are locked in the order of their ids, or two recoveries might wait for each other.
  const { rows } = await sql.query<{ queued: number }>({
    name: 'retry-failed-deliveries',
    text: `WITH locked AS (
        SELECT id FROM deliveries WHERE id = ANY ($1::text[]) AND status = 'FAILED' ORDER BY id FOR UPDATE
      ), retried AS (
        UPDATE deliveries d SET ${entering.pending()}, trigger = 'MANUAL', priority = ${PRIORITY.replay}, recovery_id = $2
        FROM locked WHERE d.id = locked.id
        RETURNING d.id
      )
      SELECT count(*)::int AS queued, schedule_deliveries(array_agg(id)) FROM retried`,
    values: [deliveryIds, recoveryId],
  });
  return rows[0]?.queued ?? 0;
}
