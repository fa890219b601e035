/**
 * Finds the work that a dead worker left behind. Its jobs stay locked for hours, but what they work on says that nobody
 * is at it: a lease that ran out, a delivery long due, an event without its fan-out, a recovery without progress. Adding
 * a job again under its key supersedes the locked one. Where the worker was only slow, its claim is void and nothing is
 * done twice.
 */

import type { App } from '../../platform/app.ts';
import { PRIORITY } from '../priority.ts';

/** Together with the lease (30 s) this keeps a delivery's interruption under a minute. */
export const REAP_EVERY_MS = 10_000;
/** For how long something may be due before its job is taken for lost. */
const OVERDUE_MS = 30_000;
/** No job takes as long as this. */
const STUCK = '2 minutes';
const BATCH = 1_000;

/**
 * Lets go of the jobs of workers that have had one for minutes: what they leave besides deliveries, such as cancelling
 * those of a disabled integration, no row tells of. Where such a worker lives after all, the job is run a second time,
 * which every job can bear.
 */
export async function unlockStuckJobs({ database }: App): Promise<void> {
  await database.pool.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
     WHERE locked_at < now() - interval '${STUCK}' HAVING count(*) > 0`,
  );
}

/** One round. Answers with how many jobs were added again. */
export async function reap({ database, now }: App): Promise<number> {
  const present = now();
  const overdue = new Date(present.getTime() - OVERDUE_MS);
  const { rows } = await database.pool.query<{ jobs: number }>(
    `WITH abandoned AS (
       UPDATE deliveries SET status = 'PENDING', lease_until = NULL, updated_at = clock_timestamp(),
         next_attempt_at = CASE WHEN trigger = 'MANUAL' THEN next_attempt_at ELSE $1 END
       WHERE id IN (SELECT id FROM deliveries WHERE status = 'SENDING' AND lease_until < $1
         ORDER BY lease_until LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING id, priority
     ), forgotten AS (
       SELECT id, priority FROM deliveries d
       WHERE status = 'PENDING' AND waiting_since IS NULL
         AND (next_attempt_at < $2 OR (trigger = 'MANUAL' AND updated_at < $2))
         AND NOT ${queued("'deliver:' || d.id")}
       ORDER BY next_attempt_at LIMIT ${BATCH}
     ), unfanned AS (
       SELECT id FROM events e
       WHERE NOT fanned_out AND sequence IS NOT NULL AND occurred_at < $2 AND NOT ${queued("'fan-out:' || e.id")}
       ORDER BY occurred_at LIMIT ${BATCH}
     ), stalled AS (
       SELECT id FROM recoveries r
       WHERE status = 'RUNNING' AND updated_at < $2 AND NOT ${queued("'recover:' || r.id")}
       ORDER BY updated_at LIMIT ${BATCH}
     ), jobs AS (
       SELECT 'deliver' AS name, json_build_object('deliveryId', id) AS payload, 'deliver:' || id AS key, priority
         FROM (SELECT id, priority FROM abandoned UNION ALL SELECT id, priority FROM forgotten) AS deliveries
       UNION ALL
       SELECT 'fan-out', json_build_object('eventId', id), 'fan-out:' || id, ${PRIORITY.first} FROM unfanned
       UNION ALL
       SELECT 'recover', json_build_object('recoveryId', id), 'recover:' || id, ${PRIORITY.replay} FROM stalled
     )
     SELECT count(schedule_job(name, payload, key, priority := priority))::int AS jobs FROM jobs`,
    [present, overdue],
  );
  return rows[0]?.jobs ?? 0;
}

/**
 * Whether a job of this key is due and only waits for its turn, as thousands may after a burst. Adding it again would
 * send it to the end of the queue, time and again.
 */
function queued(key: string): string {
  return `EXISTS (SELECT FROM graphile_worker.jobs WHERE jobs.key = ${key} AND locked_at IS NULL
         AND attempts < max_attempts AND run_at <= greatest($1, now()))`;
}
