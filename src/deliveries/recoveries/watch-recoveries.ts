/** The subscription recoveries. */

import type { App } from '../../platform/app.ts';
import { type States, watchStates } from '../../platform/live/watch-states.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { findProjectId } from '../../projects/projects.ts';
import { readProgress } from './recovery-progress.ts';

/** Counting the deliveries of large recoveries is expensive. */
const PAUSE_MS = 500;

/**
 * The ids of the recoveries of a project that start or change from now on, and once more of those that have ended. Fails
 * with NotFoundError.
 */
export async function watchRecoveries(
  { database, doorbell, log }: App,
  projectKey: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<string, void, void>> {
  const projectId = await findProjectId(database.pool, projectKey);
  const read = () => readStates(database.pool, projectId);
  return watchStates({ doorbell, topic: 'deliveries', projectId, log, pauseMs: PAUSE_MS, read }, signal);
}

/** Of those that are under way, and of those that may have begun and ended since the last read. */
async function readStates(sql: Sql, projectId: string): Promise<States> {
  const { rows } = await sql.query<{ id: string; state: string }>({
    name: 'read-recoveries-under-way',
    text: `SELECT r.id, concat_ws(' ', r.status, r.queued, r.skipped) AS state FROM recoveries r
      WHERE r.project_id = $1 AND (r.status = 'RUNNING' OR r.updated_at > clock_timestamp() - interval '1 minute'
        OR EXISTS (SELECT FROM deliveries d WHERE d.recovery_id = r.id AND d.status IN ('PENDING', 'SENDING')))`,
    values: [projectId],
  });
  const states = rows.map(
    async ({ id, state }): Promise<[string, string]> => [
      id,
      `${state} ${JSON.stringify(await readProgress(sql, id))}`,
    ],
  );
  return new Map(await Promise.all(states));
}
