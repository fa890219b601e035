import type { App } from '../platform/app.ts';
import { type States, watchStates } from '../platform/live/watch-states.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { findProjectId } from '../projects/projects.ts';

/** Health changes with every failed attempt. */
const PAUSE_MS = 500;

/** The ids of the integrations of a project whose settings or health change from now on. Fails with NotFoundError. */
export async function watchIntegrations(
  { database, doorbell, log }: App,
  projectKey: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<string, void, void>> {
  const projectId = await findProjectId(database.pool, projectKey);
  const read = () => readStates(database.pool, projectId);
  return watchStates({ doorbell, topic: 'deliveries', projectId, log, pauseMs: PAUSE_MS, read }, signal);
}

async function readStates(sql: Sql, projectId: string): Promise<States> {
  const { rows } = await sql.query<{ id: string; state: string }>({
    name: 'read-integration-states',
    text: `SELECT id, md5(row(name, enabled, event_types, environment_ids, settings::text, secret_hints::text, updated_at,
        previous_secret_valid_until, consecutive_failures, failing_since, last_success_at, last_error_at, last_error,
        disabled_reason)::text) AS state
      FROM integrations WHERE project_id = $1 AND deleted_at IS NULL`,
    values: [projectId],
  });
  return new Map(rows.map(({ id, state }) => [id, state]));
}
