/** Flags in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import type { Environment, Flag } from '../../../generated/prisma/client.ts';
import type { EventType } from '../../../generated/prisma/enums.ts';
import { notFoundInProject } from '../../access/not-found.ts';
import { type StoredEnvironment, toEnvironment } from '../../events/logged-event.ts';
import type { NotFoundError } from '../../platform/errors.ts';
import type { Sql, Transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { findProjectId } from '../../projects/projects.ts';
import type { FlagSnapshot } from '../flag.ts';
import type { HandledProjects } from '../jira-links/issue-mentions.ts';
import type { ChangedFlag } from '../read-flag.ts';
import { defaultTargeting, type TargetingByEnvironment } from '../targeting/targeting.ts';

/** A flag as commands read it. */
export interface StoredFlag {
  id: string;
  projectId: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  snapshot: FlagSnapshot;
  /** Complete: environments where the flag was never changed have their default. */
  targeting: TargetingByEnvironment;
  /** Of the project, oldest first. */
  environments: Environment[];
  /** The Jira projects whose issues comments link it to; see issue-mentions.ts. */
  jiraProjects: HandledProjects;
}

/** What stored_flags.sql returns. */
interface FlagRows {
  projectId: string;
  jiraProjects: HandledProjects;
  environments: StoredEnvironment[];
  later: string[];
  flags: (Pick<StoredFlag, 'id' | 'version' | 'snapshot' | 'targeting'> & {
    createdAt: string;
    updatedAt: string;
  })[];
}

/** Flags of one project. */
export interface ReadFlags {
  /** By key. Those that do not exist, or that were left out, are missing. */
  flags: Map<string, StoredFlag>;
  /** The keys of those that were left out because they are too large to be read with the others. */
  later: Set<string>;
}

interface LockOptions {
  /** Whether to wait for flags that another transaction has locked. If false, they are left out. */
  wait: boolean;
  /** Flags beyond this size, but for one, are left for later. */
  maxBytes?: number;
}

/**
 * Reads flags and locks their rows until the end of the transaction. The rules for approvals are those at this moment, and
 * do not change until then.
 */
export async function lockFlags(
  tx: Transaction,
  projectKey: string,
  flagKeys: string[],
  { wait, maxBytes = Number.MAX_SAFE_INTEGER }: LockOptions,
): Promise<ReadFlags> {
  const { rows } = await tx.query<{ locked: FlagRows | null }>({
    name: 'lock-flags',
    text: 'SELECT lock_flags($1, $2, $3, $4) AS locked',
    values: [projectKey, flagKeys, wait, maxBytes],
  });
  return toReadFlags(rows[0]?.locked);
}

function toReadFlags(rows: FlagRows | null | undefined): ReadFlags {
  const flags = rows ? toStoredFlags(rows) : [];
  return {
    flags: new Map(flags.map((flag) => [flag.snapshot.key, flag])),
    later: new Set(rows?.later),
  };
}

/** Reads a flag without a lock: it may change at any moment. Fails with NotFoundError. */
export async function readStoredFlag(sql: Sql, projectKey: string, flagKey: string): Promise<StoredFlag> {
  const { flags } = await readStoredFlags(sql, projectKey, [flagKey]);
  const flag = flags.get(flagKey);
  if (!flag) throw await flagNotFound(sql, projectKey, flagKey);
  return flag;
}

/** Reads several flags without a lock, up to a size. */
export async function readStoredFlags(
  sql: Sql,
  projectKey: string,
  flagKeys: string[],
  maxBytes = Number.MAX_SAFE_INTEGER,
): Promise<ReadFlags> {
  const { rows } = await sql.query<{ stored: FlagRows }>({
    name: 'read-stored-flags',
    text: `SELECT stored_flags(p.id, array_agg(f.id ORDER BY f.key), array_agg(f.key ORDER BY f.key), $3) AS stored
      FROM flags f JOIN projects p ON p.id = f.project_id WHERE p.key = $1 AND f.key = ANY ($2::text[])
      GROUP BY p.id`,
    values: [projectKey, flagKeys, maxBytes],
  });
  return toReadFlags(rows[0]?.stored);
}

function toStoredFlags({ projectId, jiraProjects, environments: stored, flags }: FlagRows): StoredFlag[] {
  const environments = stored.map((environment) => toEnvironment(environment));
  return flags.map(({ targeting, createdAt, updatedAt, ...flag }) => {
    const complete = environments.map(({ id }) => [id, targeting[id] ?? defaultTargeting(flag.snapshot)]);
    return {
      ...flag,
      projectId,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
      targeting: Object.fromEntries(complete),
      environments,
      jiraProjects,
    };
  });
}

/** Reads a flag and locks its row until the end of the transaction. Fails with NotFoundError. */
export async function lockFlag(tx: Transaction, projectKey: string, flagKey: string): Promise<StoredFlag> {
  const { flags } = await lockFlags(tx, projectKey, [flagKey], { wait: true });
  const flag = flags.get(flagKey);
  if (!flag) throw await flagNotFound(tx, projectKey, flagKey);
  return flag;
}

/** The same for a flag that is known; null when it was deleted, also if another one has its key now. */
export async function lockSameFlag(
  tx: Transaction,
  { projectKey, flagKey, flagId }: { projectKey: string; flagKey: string; flagId: string },
): Promise<StoredFlag | null> {
  const { flags } = await lockFlags(tx, projectKey, [flagKey], { wait: true });
  const flag = flags.get(flagKey);
  return flag?.id === flagId ? flag : null;
}

export async function insertFlag(tx: Transaction, { variations, targeting, ...flag }: Flag): Promise<void> {
  await query(tx)
    .insertInto('flags')
    .values({ ...flag, variations: JSON.stringify(variations), targeting: JSON.stringify(targeting) })
    .execute();
}

export function toShownFlag({ snapshot, jiraProjects: _, ...flag }: StoredFlag): ChangedFlag {
  return { ...flag, ...snapshot };
}

/** The type of event that a change of an existing flag is. */
export function eventTypeOf(before: FlagSnapshot, after: FlagSnapshot): EventType {
  if (before.lifecycle === after.lifecycle) return 'FLAG_UPDATED';
  if (after.lifecycle === 'ARCHIVED') return 'FLAG_ARCHIVED';
  return before.lifecycle === 'ARCHIVED' ? 'FLAG_RESTORED' : 'FLAG_UPDATED';
}

export async function flagNotFound(sql: Sql, projectKey: string, flagKey: string): Promise<NotFoundError> {
  await findProjectId(sql, projectKey);
  return notFoundInProject('flag', projectKey, flagKey);
}
