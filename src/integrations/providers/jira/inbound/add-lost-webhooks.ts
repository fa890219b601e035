/**
 * Finds webhooks of Jira that nobody has looked at: the job of a worker that was killed stays locked for hours. Adding it
 * again under its key supersedes the locked one; done twice, the second finds the webhook looked at.
 */

import type { App } from '../../../../platform/app.ts';
import { addJob } from '../../../../platform/jobs/jobs.ts';
import { receiveJiraWebhookJob } from '../../../jobs.ts';

/** For how long one may lie there before its job is taken for lost. */
const OVERDUE_MS = 30_000;
const BATCH = 100;

/** One round. Answers with how many jobs were added again. */
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
