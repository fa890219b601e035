/** Flags in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import type { EventType } from '../../generated/prisma/enums.ts';
import { notFoundInProject } from '../access/not-found.ts';
import type { NotFoundError } from '../platform/errors.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { findProjectId } from '../projects/projects.ts';
import type { FlagSnapshot } from './flag.ts';
import type { HandledProjects } from './jira-links/issue-mentions.ts';
import { defaultTargeting, type TargetingByEnvironment } from './targeting/targeting.ts';

export interface StoredFlagEnvironment {
  id: string;
  key: string;
  name: string;
  requiresApproval: boolean;
  minimumApprovals: number;
}

/** A flag under its row lock. */
export interface StoredFlag {
  id: string;
  projectId: string;
  version: number;
  snapshot: FlagSnapshot;
  /** Complete: environments where the flag was never changed have their default. */
  targeting: TargetingByEnvironment;
  environments: StoredFlagEnvironment[];
  /** The Jira projects whose issues comments link it to; see issue-mentions.ts. */
  jiraProjects: HandledProjects;
}

/** What lock_flag.sql returns. */
type LockedRow = FlagSnapshot & Omit<StoredFlag, 'snapshot'>;

/** Reads a flag and locks its row until the end of the transaction. Fails with NotFoundError. */
export async function lockFlag(tx: Transaction, projectKey: string, flagKey: string): Promise<StoredFlag> {
  const flag = await lockFlagIfExists(tx, projectKey, flagKey);
  if (!flag) throw await flagNotFound(tx, projectKey, flagKey);
  return flag;
}

/**
 * The same; null if there is no such flag. The rules for approvals are those at this moment, and do not change until the end
 * of the transaction.
 */
export async function lockFlagIfExists(
  tx: Transaction,
  projectKey: string,
  flagKey: string,
): Promise<StoredFlag | null> {
  const { rows } = await tx.query<{ flag: LockedRow | null }>({
    name: 'lock-flag',
    text: 'SELECT lock_flag($1, $2) AS flag',
    values: [projectKey, flagKey],
  });
  const row = rows[0]?.flag;
  if (!row) return null;
  const { id, projectId, version, targeting, environments, jiraProjects, ...snapshot } = row;
  const complete = environments.map(({ id: place }) => [
    place,
    targeting[place] ?? defaultTargeting(snapshot),
  ]);
  return {
    id,
    projectId,
    version,
    snapshot,
    environments,
    jiraProjects,
    targeting: Object.fromEntries(complete),
  };
}

/** The same for a flag that is known; null also when it was deleted and another one has its key now. */
export async function lockSameFlag(
  tx: Transaction,
  { projectKey, flagKey, flagId }: { projectKey: string; flagKey: string; flagId: string },
): Promise<StoredFlag | null> {
  const flag = await lockFlagIfExists(tx, projectKey, flagKey);
  return flag?.id === flagId ? flag : null;
}

/** Writes the flag's new state and counts its version up. */
export async function saveFlag(
  tx: Transaction,
  id: string,
  snapshot: FlagSnapshot,
  targeting: TargetingByEnvironment,
  now: Date,
): Promise<void> {
  const { name, description, variations, tags, owner, lifecycle, jiraIssues } = snapshot;
  await query(tx)
    .updateTable('flags')
    .set((flag) => ({
      name,
      description,
      variations: JSON.stringify(variations),
      tags,
      owner,
      lifecycle,
      targeting,
      jiraIssues,
      version: flag('version', '+', 1),
      updatedAt: now,
    }))
    .where('id', '=', id)
    .execute();
}

/** Writes a flag's behaviour and links only: the statement behind switching and rules, which is run often and stays text. */
export async function saveTargeting(
  tx: Transaction,
  id: string,
  targeting: TargetingByEnvironment,
  jiraIssues: string[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'save-targeting',
    text: 'UPDATE flags SET targeting = $2, jira_issues = $3, version = version + 1, updated_at = $4 WHERE id = $1',
    values: [id, targeting, jiraIssues, now],
  });
}

export async function insertFlag(
  tx: Transaction,
  { id, projectId, snapshot, now }: { id: string; projectId: string; snapshot: FlagSnapshot; now: Date },
): Promise<void> {
  const { key, name, description, kind, variations, tags, owner, lifecycle } = snapshot;
  await query(tx)
    .insertInto('flags')
    .values({
      id,
      projectId,
      key,
      name,
      description,
      kind,
      variations: JSON.stringify(variations),
      tags,
      owner,
      lifecycle,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

/** The type of event that a change of an existing flag is. */
export function eventTypeOf(before: FlagSnapshot, after: FlagSnapshot): EventType {
  if (before.lifecycle === after.lifecycle) return 'FLAG_UPDATED';
  if (after.lifecycle === 'ARCHIVED') return 'FLAG_ARCHIVED';
  return before.lifecycle === 'ARCHIVED' ? 'FLAG_RESTORED' : 'FLAG_UPDATED';
}

async function flagNotFound(sql: Sql, projectKey: string, flagKey: string): Promise<NotFoundError> {
  await findProjectId(sql, projectKey);
  return notFoundInProject('flag', projectKey, flagKey);
}
