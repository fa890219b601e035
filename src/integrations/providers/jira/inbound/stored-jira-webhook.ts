/** Jira webhooks in the database, for the job that processes them. */

import type { JiraWebhookOutcome } from '../../../../../generated/prisma/enums.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import { shorten } from '../../../contract/shorten.ts';
import type { StatusChange } from './status-change.ts';

export interface StoredJiraWebhook extends StatusChange {
  id: string;
  receivedAt: Date;
  integration: { id: string; name: string; enabled: boolean; settings: unknown };
  project: { id: string; key: string };
}

/** The outcome of a webhook, with the reason as a sentence. */
export interface Conclusion {
  outcome: Exclude<JiraWebhookOutcome, 'RECEIVED'>;
  detail: string;
}

/** Longer than any useful explanation. */
const MAX_DETAIL_LENGTH = 2_000;

/**
 * Reads a webhook that was not processed yet and locks its row until the end of the transaction; null when there is none. An
 * advisory lock makes webhooks about the same Jira issue wait for each other, so that isOvertaken sees later ones.
 */
export async function lockUnprocessed(tx: Transaction, id: string): Promise<StoredJiraWebhook | null> {
  const { rows } = await tx.query<StoredJiraWebhook>({
    name: 'lock-jira-webhook',
    text: `SELECT w.id, w.issue_key AS "issueKey", w.status_id AS "statusId", w.status_name AS "statusName",
        w.moved_by AS "movedBy", w.occurred_at AS "occurredAt", w.received_at AS "receivedAt",
        json_build_object('id', i.id, 'name', i.name, 'enabled', i.enabled, 'settings', i.settings) AS integration,
        json_build_object('id', p.id, 'key', p.key) AS project
      FROM jira_webhooks w JOIN integrations i ON i.id = w.integration_id JOIN projects p ON p.id = i.project_id
      WHERE w.id = $1 AND w.outcome = 'RECEIVED' FOR UPDATE OF w`,
    values: [id],
  });
  const [webhook] = rows;
  if (!webhook) return null;
  const issue = `jira:${webhook.integration.id}:${webhook.issueKey}`;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [issue]);
  return webhook;
}

/** Whether a later webhook about the same Jira issue has been processed, with any outcome. */
export async function isOvertaken(
  tx: Transaction,
  { integration, issueKey, occurredAt }: StoredJiraWebhook,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'later-jira-webhook',
    text: `SELECT FROM jira_webhooks
      WHERE integration_id = $1 AND issue_key = $2 AND occurred_at > $3 AND outcome <> 'RECEIVED' LIMIT 1`,
    values: [integration.id, issueKey, occurredAt],
  });
  return rowCount !== 0;
}

export async function saveConclusion(
  tx: Transaction,
  { id }: StoredJiraWebhook,
  { outcome, detail }: Conclusion,
): Promise<void> {
  await tx.query({
    name: 'save-jira-webhook',
    text: 'UPDATE jira_webhooks SET outcome = $2::"JiraWebhookOutcome", detail = $3 WHERE id = $1',
    values: [id, outcome, shorten(detail, MAX_DETAIL_LENGTH)],
  });
}
