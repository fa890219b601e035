import { lockFlags, type StoredFlag } from '../../../../flags/writing/stored-flag.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/**
 * Locks the flags of the integration's project that are linked to the Jira issue. All are locked before the first is changed,
 * to avoid a deadlock: a change locks the project, which a transaction that holds one of the other flags may be waiting for.
 */
export async function lockLinkedFlags(
  tx: Transaction,
  { project, issueKey }: StoredJiraWebhook,
): Promise<StoredFlag[]> {
  const { rows } = await tx.query<{ key: string }>({
    name: 'flags-of-issue',
    text: 'SELECT key FROM flags WHERE project_id = $1 AND jira_issues @> ARRAY[$2] ORDER BY key',
    values: [project.id, issueKey],
  });
  const keys = rows.map(({ key }) => key);
  const { flags } = await lockFlags(tx, project.key, keys, { wait: true });
  // One may have been deleted or unlinked before its lock was acquired.
  return keys.flatMap((key) => {
    const flag = flags.get(key);
    return flag?.snapshot.jiraIssues.includes(issueKey) ? [flag] : [];
  });
}
