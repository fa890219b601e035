/** The deliveries of a bulk retry: counts them, and queues the next batch. */

import type { Sql } from '../../platform/postgres/db.ts';
import { retryByRecovery } from '../states/retry.ts';
import type { FailedFilter } from './recovery-filter.ts';
import type { Batch, Recovery } from './stored-recovery.ts';

const BATCH = 200;

/** `completed_at` of a failed delivery is the end of its last attempt. Test sends are never retried. */
const failed = `FROM deliveries d
  JOIN integrations i ON i.id = d.integration_id
  JOIN attempts a ON a.delivery_id = d.id AND a.number = d.attempt_count
  JOIN events e ON e.id = d.event_id
  WHERE d.project_id = $1 AND d.status = 'FAILED' AND e.sequence IS NOT NULL AND i.enabled AND i.deleted_at IS NULL
    AND ($2::text IS NULL OR d.integration_id = $2)
    AND ($3::timestamptz IS NULL OR d.completed_at >= $3) AND d.completed_at < $4
    AND ($5::text[] IS NULL OR a.error_class = ANY ($5))`;

export async function countFailed(sql: Sql, projectId: string, filter: FailedFilter): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    name: 'count-failed-deliveries',
    text: `SELECT count(*)::int AS count ${failed}`,
    values: valuesOf(projectId, filter),
  });
  return rows[0]?.count ?? 0;
}

/**
 * Queues one attempt, outside the schedule, for the deliveries after the recovery's cursor. Those that were retried in the
 * meantime are no longer failed and are skipped.
 */
export async function retryBatch(sql: Sql, { id, projectId, filter, cursor }: Recovery): Promise<Batch> {
  const { rows: page } = await sql.query<{ id: string }>({
    name: 'read-failed-deliveries',
    text: `SELECT d.id ${failed} AND d.id > $6 ORDER BY d.id LIMIT ${BATCH}`,
    values: [...valuesOf(projectId, filter as FailedFilter), cursor ?? ''],
  });
  return {
    queued: await retryByRecovery(
      sql,
      id,
      page.map((delivery) => delivery.id),
    ),
    cursor: page.at(-1)?.id ?? cursor,
    status: page.length < BATCH ? 'COMPLETED' : 'RUNNING',
    // Each has a job: it is due whatever is queued.
    queues: [],
  };
}

function valuesOf(projectId: string, filter: FailedFilter): unknown[] {
  const { integrationId, failedAfter, failedBefore, errorClasses } = filter;
  return [projectId, integrationId, failedAfter, failedBefore, errorClasses];
}
