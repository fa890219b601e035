/**
 * Finds scheduled change requests that are overdue and still open: the job of a worker that was killed stays locked for
 * hours. Adding the job again under its key replaces the locked one; if both run, the second finds the change request closed.
 */

import type { App } from '../../platform/app.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { addApplication } from './schedule.ts';

/** How long one may be overdue before its job is considered lost. */
const OVERDUE_MS = 30_000;
const BATCH = 100;

/** Returns the number of jobs that were added again. */
export async function addLostApplications({ database, now }: App): Promise<number> {
  const overdue = await query(database.pool)
    .selectFrom('changeRequests')
    .select(['id', 'scheduledAt'])
    .where('closedAt', 'is', null)
    .where('scheduledAt', '<', new Date(now().getTime() - OVERDUE_MS))
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM graphile_worker.jobs j
        WHERE j.key = 'apply-change-request:' || ${sql.ref('changeRequests.id')}
          AND j.locked_at IS NULL AND j.attempts < j.max_attempts)`,
    )
    .orderBy('scheduledAt')
    .limit(BATCH)
    .execute();
  for (const lost of overdue) await addApplication(database.pool, lost);
  return overdue.length;
}
