/**
 * Finds the work that a dead worker left behind. Its jobs stay locked for hours, but the rows that they are about show
 * that nothing happens: an expired lease, a delivery long due, an event without its fan-out, a recovery without progress.
 * Adding a job again under its key supersedes the locked one. If the worker was only slow, its claim is no longer the
 * newest, and nothing is done twice.
 */

import type { App } from '../../platform/app.ts';
import { PRIORITY } from '../priority.ts';
import { requeueExpired } from '../states/requeue.ts';

/** Together with the lease (30 s) this keeps a delivery's interruption under a minute. */
export const REAP_EVERY_MS = 10_000;
/** Something that is due for longer than this has lost its job. */
const OVERDUE_MS = 30_000;
/** No job takes as long as this. */
const STUCK = '2 minutes';
const BATCH = 1_000;

/**
 * Unlocks jobs that have been locked for minutes. Some, such as cancelling the deliveries of a disabled integration, leave
 * no row by which they could be found otherwise. If their worker is alive after all, the job runs twice, which every job
 * tolerates.
 */
export async function unlockStuckJobs({ database }: App): Promise<void> {
  await database.pool.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
     WHERE locked_at < now() - interval '${STUCK}' HAVING count(*) > 0`,
  );
}

/** One round. Returns how many jobs were added again. */
export async function reap({ database, now }: App): Promise<number> {
  const present = now();
  const overdue = new Date(present.getTime() - OVERDUE_MS);
  const requeued = await requeueExpired(database.pool, present, BATCH);
  const { rows } = await database.pool.query<{ jobs: number }>(
    `WITH overdue AS (
       SELECT id, priority FROM deliveries d
       WHERE status = 'PENDING' AND queued_at IS NULL
         AND (next_attempt_at < $2 OR (trigger = 'MANUAL' AND updated_at < $2))
         AND NOT ${hasJob("'deliver:' || d.id")}
       ORDER BY next_attempt_at LIMIT ${BATCH}
     ), unfanned AS (
       -- The newest of each project: its job fans the earlier ones out as well.
       SELECT * FROM (SELECT DISTINCT ON (project_id) id, project_id FROM events
         WHERE NOT fanned_out AND sequence IS NOT NULL AND occurred_at < $2
         ORDER BY project_id, sequence DESC) AS e
       WHERE NOT ${hasJob("'fan-out:' || e.id")} LIMIT ${BATCH}
     ), stalled AS (
       SELECT id FROM recoveries r
       WHERE status = 'RUNNING' AND updated_at < $2 AND NOT ${hasJob("'recover:' || r.id")}
       ORDER BY updated_at LIMIT ${BATCH}
     ), jobs AS (
       SELECT 'deliver' AS name, json_build_object('deliveryId', id) AS payload, 'deliver:' || id AS key, priority
         FROM overdue
       UNION ALL
       SELECT 'fan-out', json_build_object('eventId', id, 'projectId', project_id), 'fan-out:' || id, ${PRIORITY.first} FROM unfanned
       UNION ALL
       SELECT 'recover', json_build_object('recoveryId', id), 'recover:' || id, ${PRIORITY.replay} FROM stalled
     )
     SELECT count(schedule_job(name, payload, key, priority := priority))::int AS jobs FROM jobs`,
    [present, overdue],
  );
  return requeued + (rows[0]?.jobs ?? 0);
}

/**
 * Whether a job with this key is due and only waits its turn, as thousands may after a burst. Adding it again would move it
 * to the end of the job queue each time.
 */
function hasJob(key: string): string {
  return `EXISTS (SELECT FROM graphile_worker.jobs WHERE jobs.key = ${key} AND locked_at IS NULL
         AND attempts < max_attempts AND run_at <= greatest($1, now()))`;
}
