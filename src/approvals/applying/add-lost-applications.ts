/**
 * Finds scheduled changes whose time is past though nobody applied or cancelled them: the job of a worker that was
 * killed stays locked for hours. Adding it again under its key supersedes the locked one; done twice, the second
 * finds the change request closed.
 */

import type { App } from '../../platform/app.ts';
import { addApplication } from './schedule.ts';

/** For how long one may be due before its job is taken for lost. */
const OVERDUE_MS = 30_000;
const BATCH = 100;

/** One round. Answers with how many jobs were added again. */
export async function addLostApplications({ database, now }: App): Promise<number> {
  const { rows } = await database.pool.query<{ id: string; scheduledAt: Date }>({
    name: 'lost-applications',
    text: `SELECT id, scheduled_at AS "scheduledAt" FROM change_requests c
      WHERE closed_at IS NULL AND scheduled_at < $1
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'apply-change-request:' || c.id
          AND j.locked_at IS NULL AND j.attempts < j.max_attempts)
      ORDER BY scheduled_at LIMIT ${BATCH}`,
    values: [new Date(now().getTime() - OVERDUE_MS)],
  });
  for (const lost of rows) await addApplication(database.pool, lost);
  return rows.length;
}
