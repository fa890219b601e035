import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { PRIORITY } from '../priority.ts';
import { LINE_LOCK } from '../queue/line.ts';

/**
 * Stops a recovery and puts back what waits of it. What is being attempted, or was attempted and is to be retried, goes
 * on; so does what somebody has asked for with retryDelivery meanwhile.
 */
export async function cancelRecovery(app: App, input: unknown): Promise<{ recoveryId: string }> {
  const { recoveryId } = parseInput(z.object({ recoveryId: reference }), input);
  const now = app.now();
  const projectId = await transaction(app.database.pool, async (tx) => {
    const { rows } = await tx.query<{ projectId: string; status: string }>(
      `SELECT project_id AS "projectId", status FROM recoveries WHERE id = $1 FOR UPDATE`,
      [recoveryId],
    );
    const [recovery] = rows;
    if (!recovery) throw notFound('rcv', recoveryId);
    if (recovery.status === 'CANCELLED') throw new ConflictError('This recovery was cancelled already.');
    const count = await putBack(tx, recoveryId, now);
    if (recovery.status === 'COMPLETED' && count === 0)
      throw new ConflictError(
        'This recovery is completed and everything of it was attempted already; there is nothing to cancel.',
      );
    await tx.query(
      `UPDATE recoveries SET status = 'CANCELLED', queued = queued - $2, completed_at = coalesce(completed_at, $3),
         updated_at = clock_timestamp()
       WHERE id = $1`,
      [recoveryId, count, now],
    );
    return recovery.projectId;
  });
  app.doorbell.ring('deliveries', projectId);
  return { recoveryId };
}

/**
 * A failed delivery has failed as before, with its time; a replayed one is cancelled. Neither belongs to the recovery any
 * more, whose books otherwise would count failures that it did not cause. Answers with how many there were.
 */
async function putBack(tx: Transaction, recoveryId: string, now: Date): Promise<number> {
  const waits = `recovery_id = $1 AND status = 'PENDING' AND trigger IN ('MANUAL', 'REPLAY')
    AND priority = ${PRIORITY.replay}`;
  // The locks of claim_deliveries: two that change many rows at a time would otherwise wait for each other.
  await tx.query(
    `SELECT pg_advisory_xact_lock(${LINE_LOCK}, number) FROM (
       SELECT DISTINCT hashtext(integration_id) AS number FROM deliveries WHERE ${waits} ORDER BY number) AS locks`,
    [recoveryId],
  );
  const { rowCount } = await tx.query(
    `UPDATE deliveries d SET recovery_id = NULL, next_attempt_at = NULL, waiting_since = NULL,
       updated_at = clock_timestamp(),
       status = (CASE d.trigger WHEN 'MANUAL' THEN 'FAILED' ELSE 'CANCELLED' END)::"DeliveryStatus",
       completed_at = coalesce(CASE d.trigger WHEN 'MANUAL' THEN
         (SELECT a.started_at + make_interval(secs => a.duration_ms / 1000.0) FROM attempts a
          WHERE a.delivery_id = d.id AND a.number = d.attempt_count) END, $2)
     WHERE ${waits}`,
    [recoveryId, now],
  );
  return rowCount ?? 0;
}
