/**
 * Finds scheduled changes whose time is past though nobody applied or cancelled them: the job of a worker that was
 * killed stays locked for hours. Adding it again under its key supersedes the locked one; done twice, the second
 * finds the change request closed.
 */

import type { App } from '../../platform/app.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { addApplication } from './schedule.ts';

/** For how long one may be due before its job is taken for lost. */
const OVERDUE_MS = 30_000;
const BATCH = 100;

/** One round. Answers with how many jobs were added again. */
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
