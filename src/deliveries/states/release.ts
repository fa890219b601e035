import type { Sql } from '../../platform/postgres/db.ts';
import type { Claim } from '../claim.ts';
import { entering } from './entering.ts';

/**
 * Gives a claimed delivery back without an attempt. What is due is attempted again at once, in this worker or another, but
 * not before `notBefore`. A test send had no planned time and gets one now.
 */
export async function releaseClaimed(
  sql: Sql,
  { deliveryId, claim }: Claim,
  now: Date,
  notBefore: Date | null = null,
): Promise<void> {
  const nextAttemptAt = `CASE WHEN trigger = 'MANUAL' THEN next_attempt_at
    ELSE greatest(coalesce(next_attempt_at, $3), $4) END`;
  await sql.query(
    `WITH delivery AS (
       UPDATE deliveries SET ${entering.pending({ nextAttemptAt })}
       WHERE id = $1 AND claim = $2 AND status = 'SENDING' RETURNING id, priority
     )
     SELECT schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id, priority := priority)
     FROM delivery`,
    [deliveryId, claim, now, notBefore],
  );
}
