/** Flags as GraphQL shows them: rows as Prisma reads them, with their JSON columns typed. */

import type { Flag } from '../../generated/prisma/client.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Sql } from '../platform/postgres/db.ts';
import type { Targeting, Variation } from './flag.ts';
import { defaultTargeting, type TargetingByEnvironment } from './targeting/targeting.ts';

/** The columns hold what the commands have checked and written: the database cannot type JSON. */
export function variationsOf(flag: Pick<Flag, 'variations'>): Variation[] {
  return flag.variations as unknown as Variation[];
}

/** How a flag behaves in an environment of its project. */
export function targetingOf(flag: Flag, environmentId: string): Targeting {
  const targeting = flag.targeting as unknown as TargetingByEnvironment;
  return targeting[environmentId] ?? defaultTargeting({ kind: flag.kind, variations: variationsOf(flag) });
}

/** A flag by its id; null when there is none. What every change answers with, so without Prisma, which costs as much as the change. */
export const readFlag: (sql: Sql, id: string) => Promise<Flag | null> = coalesce(
  async (sql: Sql, ids: string[]) => {
    const { rows } = await sql.query<Flag>({
      name: 'read-flags',
      text: `SELECT id, project_id AS "projectId", key, name, description, kind, variations, targeting, tags, owner,
          lifecycle, jira_issues AS "jiraIssues", version, created_at AS "createdAt", updated_at AS "updatedAt"
        FROM flags WHERE id = ANY ($1::text[])`,
      values: [ids],
    });
    const byId = new Map(rows.map((flag) => [flag.id, flag]));
    return ids.map((id) => byId.get(id) ?? null);
  },
);
