import type { Sql } from '../../platform/postgres/db.ts';
import { entering } from './entering.ts';

/**
 * Makes deliveries whose lease expired pending again, at most `limit`, and adds their jobs. A worker that was only slow
 * no longer holds the newest claim, so it cannot record its attempt. Returns how many there were.
 */
export async function requeueExpired(sql: Sql, now: Date, limit: number): Promise<number> {
  // One that was sent along with a newer message keeps its planned time.
  const nextAttemptAt = `CASE WHEN trigger = 'MANUAL' THEN next_attempt_at ELSE greatest(next_attempt_at, $1) END`;
  const { rows } = await sql.query<{ count: number }>({
    name: 'requeue-expired',
    text: `WITH expired AS (
        UPDATE deliveries SET ${entering.pending({ nextAttemptAt })}
        WHERE id IN (SELECT id FROM deliveries WHERE status = 'SENDING' AND lease_until < $1
          ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, priority
      )
      SELECT count(schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id, priority := priority))::int
        AS count
      FROM expired`,
    values: [now, limit],
  });
  return rows[0]?.count ?? 0;
}
