/**
 * Deletes what is older than RETENTION_DAYS: completed deliveries with their attempts, then the test events and recoveries
 * that no delivery refers to, webhooks received from Jira, and the statistics of deliveries. The event log and the audit log
 * stay. Each statement deletes a small batch in a transaction of its own, so that others hardly wait for its locks, and skips
 * rows that are locked. Several workers may run it at once. Sessions that are over are deleted too, however long the rest is
 * kept.
 */

import type { CronItem } from 'graphile-worker';
import { pruneSessions } from '../../accounts/sessions/end-session.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { pruneJob } from '../jobs.ts';

const BATCH = 500;
const DAY_MS = 86_400_000;

/** Once an hour one of the workers adds the job, with a lower priority than all deliveries. */
export const pruneHourly: CronItem = {
  task: pruneJob.name,
  match: '23 * * * *',
  options: { jobKey: pruneJob.key({}), priority: 100 },
};

export async function prune(
  app: App,
  _payload: PayloadOf<typeof pruneJob>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if (app.retentionDays > 0) await pruneOlder(app, signal);
  if (!signal?.aborted) await pruneSessions(app);
}

async function pruneOlder(
  { database, log, now, retentionDays }: App,
  signal: AbortSignal | undefined,
): Promise<void> {
  const before = new Date(now().getTime() - retentionDays * DAY_MS);

  async function empty(statement: string): Promise<number> {
    let deleted = 0;
    for (let isMore = true; isMore && !signal?.aborted; ) {
      const { rowCount } = await database.pool.query(statement, [before, BATCH]);
      deleted += rowCount ?? 0;
      isMore = rowCount === BATCH;
    }
    return deleted;
  }

  const deliveries = await empty(oldDeliveries);
  const testEvents = await empty(oldTestEvents);
  const recoveries = await empty(oldRecoveries);
  const jiraWebhooks = await empty(oldJiraWebhooks);
  const minutes = await empty(oldMinutes);
  if (deliveries + testEvents + recoveries + jiraWebhooks + minutes > 0)
    log.info(
      { deliveries, testEvents, recoveries, jiraWebhooks, minutes, before },
      'deleted rows older than RETENTION_DAYS',
    );
}

// ARRAY(…) is evaluated once. Behind IN the subquery might run for every row and delete more than a batch.
const oldDeliveries = `DELETE FROM deliveries WHERE id = ANY (ARRAY(
  SELECT id FROM deliveries WHERE completed_at < $1 ORDER BY completed_at LIMIT $2 FOR UPDATE SKIP LOCKED))`;

// By project, because only then can an index find events without a sequence.
const oldTestEvents = `DELETE FROM events WHERE id = ANY (ARRAY(
  SELECT old.id FROM projects p CROSS JOIN LATERAL (
    SELECT e.id FROM events e
    WHERE e.project_id = p.id AND e.sequence IS NULL AND e.occurred_at < $1
      AND NOT EXISTS (SELECT FROM deliveries d WHERE d.event_id = e.id)
    LIMIT $2
  ) old LIMIT $2))`;

const oldRecoveries = `DELETE FROM recoveries WHERE id = ANY (ARRAY(
  SELECT r.id FROM recoveries r
  WHERE r.completed_at < $1 AND r.status <> 'RUNNING'
    AND NOT EXISTS (SELECT FROM deliveries d WHERE d.recovery_id = r.id)
  LIMIT $2))`;

const oldJiraWebhooks = `DELETE FROM jira_webhooks WHERE id = ANY (ARRAY(
  SELECT id FROM jira_webhooks WHERE received_at < $1 AND outcome <> 'RECEIVED'
  ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED))`;

const oldMinutes = `DELETE FROM delivery_minutes WHERE (integration_id, minute) IN (
  SELECT integration_id, minute FROM delivery_minutes WHERE minute < $1 ORDER BY minute LIMIT $2 FOR UPDATE SKIP LOCKED)`;
