/**
 * Deletes what RETENTION_DAYS no longer keeps: deliveries that ended longer ago than that with their attempts, then the
 * test events and the recoveries that no delivery refers to any more, and what Jira told of that long ago. The event log
 * and the audit log stay. Each statement takes a small batch and is a transaction of its own, so that nobody waits for its
 * locks; rows that others hold are left for the next time. Runs of several workers at once divide the work between them.
 */

import type { CronItem } from 'graphile-worker';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { pruneJob } from '../jobs.ts';

const BATCH = 500;
const DAY_MS = 86_400_000;

/** Adds the job, in one of the workers, at that minute of each hour. After all that is to be delivered. */
export const pruneHourly: CronItem = {
  task: pruneJob.name,
  match: '23 * * * *',
  options: { jobKey: pruneJob.key({}), priority: 100 },
};

export async function prune(
  { database, log, now, retentionDays }: App,
  _payload: PayloadOf<typeof pruneJob>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if (retentionDays === 0) return;
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
  if (deliveries + testEvents + recoveries + jiraWebhooks > 0)
    log.info(
      { deliveries, testEvents, recoveries, jiraWebhooks, before },
      'deleted what is older than RETENTION_DAYS',
    );
}

// ARRAY(…) is worked out once. Behind IN the limited query might be run for each row, and delete more than a batch.
const oldDeliveries = `DELETE FROM deliveries WHERE id = ANY (ARRAY(
  SELECT id FROM deliveries WHERE completed_at < $1 ORDER BY completed_at LIMIT $2 FOR UPDATE SKIP LOCKED))`;

// By project, because only then an index finds the events without a sequence.
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
