import type { Transaction } from '../../platform/postgres/db.ts';
import { PRIORITY } from '../priority.ts';
import { entering } from './entering.ts';

/**
 * Takes back what a cancelled recovery had queued and was not attempted yet: a retried delivery has failed as before, at
 * its old time; a replayed one is cancelled. Neither counts for the recovery any more. Returns how many there were.
 */
export async function cancelRecovered(tx: Transaction, recoveryId: string, now: Date): Promise<number> {
  const isWaiting = `recovery_id = $1 AND status = 'PENDING' AND trigger IN ('MANUAL', 'REPLAY')
    AND priority = ${PRIORITY.replay}`;
  // Claims change many rows at a time under the same locks: without them the two would wait for each other's rows.
  await tx.query(
    `SELECT lock_queues(ARRAY(SELECT DISTINCT integration_id FROM deliveries WHERE ${isWaiting}))`,
    [recoveryId],
  );
  const status = `(CASE d.trigger WHEN 'MANUAL' THEN 'FAILED' ELSE 'CANCELLED' END)::"DeliveryStatus"`;
  const completedAt = `coalesce(CASE d.trigger WHEN 'MANUAL' THEN
      (SELECT a.started_at + make_interval(secs => a.duration_ms / 1000.0) FROM attempts a
       WHERE a.delivery_id = d.id AND a.number = d.attempt_count) END, $2)`;
  const { rowCount } = await tx.query(
    `UPDATE deliveries d SET ${entering.final({ status, completedAt })}, recovery_id = NULL WHERE ${isWaiting}`,
    [recoveryId, now],
  );
  return rowCount ?? 0;
}
