/**
 * Finds Jira webhooks that were not processed, because the job of a killed worker stays locked for hours, and adds their jobs
 * again. The new job supersedes the locked one of the same key. If both run, the second finds the webhook processed.
 */

import type { App } from '../../../../platform/app.ts';
import { addJob } from '../../../../platform/jobs/jobs.ts';
import { receiveJiraWebhookJob } from '../../../jobs.ts';

/** Age of an unprocessed webhook after which its job is considered lost. */
const OVERDUE_MS = 30_000;
const BATCH = 100;

/** Adds the lost jobs of one batch again. Returns their number. */
export async function addLostWebhooks({ database, now }: App): Promise<number> {
  const { rows } = await database.pool.query<{ id: string }>({
    name: 'lost-jira-webhooks',
    text: `SELECT id FROM jira_webhooks w
      WHERE outcome = 'RECEIVED' AND received_at < $1
        AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'receive-jira-webhook:' || w.id
          AND j.locked_at IS NULL AND j.attempts < j.max_attempts)
      ORDER BY received_at LIMIT ${BATCH}`,
    values: [new Date(now().getTime() - OVERDUE_MS)],
  });
  for (const { id: jiraWebhookId } of rows) {
    await addJob(database.pool, receiveJiraWebhookJob, { jiraWebhookId });
  }
  return rows.length;
}
