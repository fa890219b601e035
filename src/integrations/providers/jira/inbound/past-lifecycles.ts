import type { FlagLifecycle } from '../../../../flags/flag.ts';
import type { StoredFlag } from '../../../../flags/writing/stored-flag.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/**
 * The lifecycles that a flag has had since the Jira issue was moved, without the present one. Changes by the integration itself
 * are not counted, because they came from Jira too.
 */
export async function readLifecyclesSince(
  tx: Transaction,
  { id }: StoredFlag,
  { occurredAt, integration }: StoredJiraWebhook,
): Promise<FlagLifecycle[]> {
  const { rows } = await tx.query<{ lifecycle: FlagLifecycle }>({
    name: 'past-lifecycles',
    text: `SELECT payload #>> '{fields,lifecycle,old}' AS lifecycle FROM events
      WHERE flag_id = $1 AND occurred_at > $2 AND actor ->> 'id' IS DISTINCT FROM $3
        AND payload #>> '{fields,lifecycle,old}' IS NOT NULL`,
    values: [id, occurredAt, integration.id],
  });
  return rows.map(({ lifecycle }) => lifecycle);
}
