import type { App } from '../../../../platform/app.ts';
import { newId } from '../../../../platform/input/ids.ts';
import { jobArguments } from '../../../../platform/jobs/jobs.ts';
import { receiveJiraWebhookJob } from '../../../jobs.ts';
import type { StatusChange } from './status-change.ts';

/** Clocks differ by less. A time further in the future would make all later webhooks look older. */
const CLOCK_SKEW_MS = 5 * 60_000;

interface Received {
  integrationId: string;
  identifier: string;
  bodyHash: string;
  change: StatusChange;
}

/**
 * Stores a webhook and adds the job that processes it, in one statement. A webhook with the same identifier or body as an
 * earlier one is ignored.
 */
export async function receiveStatusChange(
  { database, now }: App,
  { integrationId, identifier, bodyHash, change }: Received,
): Promise<void> {
  const id = newId('jwh');
  const receivedAt = now();
  const isAhead = change.occurredAt.getTime() > receivedAt.getTime() + CLOCK_SKEW_MS;
  await database.pool.query({
    name: 'receive-jira-webhook',
    text: `WITH webhook AS (
        INSERT INTO jira_webhooks (id, integration_id, identifier, body_hash, issue_key, status_id, status_name, moved_by,
          occurred_at, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id
      )
      SELECT schedule_job($11, $12::json, $13) FROM webhook`,
    values: [
      id,
      integrationId,
      identifier,
      bodyHash,
      change.issueKey,
      change.statusId,
      change.statusName,
      change.movedBy,
      isAhead ? receivedAt : change.occurredAt,
      receivedAt,
      ...jobArguments(receiveJiraWebhookJob, { jiraWebhookId: id }),
    ],
  });
}
