/** Flags as GraphQL shows them: rows as Prisma reads them. */

import type { Flag } from '../../generated/prisma/client.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Sql } from '../platform/postgres/db.ts';
import type { Targeting } from './flag.ts';
import { defaultTargeting } from './targeting/targeting.ts';

/** How a flag behaves in an environment of its project. */
export function targetingOf(flag: Flag, environmentId: string): Targeting {
  return flag.targeting[environmentId] ?? defaultTargeting(flag);
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
