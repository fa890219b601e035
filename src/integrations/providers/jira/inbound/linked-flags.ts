import { lockFlagIfExists, type StoredFlag } from '../../../../flags/stored-flag.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/**
 * The flags of the integration's project that are linked to the issue, locked. All of them before the first is changed:
 * its event locks the project, and whoever holds another of the flags may be waiting for that.
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
  const flags: StoredFlag[] = [];
  for (const { key } of rows) {
    const flag = await lockFlagIfExists(tx, project.key, key);
    // Somebody may have deleted or unlinked it while its lock was waited for.
    if (flag?.snapshot.jiraIssues.includes(issueKey)) flags.push(flag);
  }
  return flags;
}
