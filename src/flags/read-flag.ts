/** Flags as GraphQL shows them: rows as Prisma reads them. */

import type { Flag } from '../../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { largeRead } from '../graphql/large-reads.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Sql } from '../platform/postgres/db.ts';
import type { Targeting } from './flag.ts';
import { defaultTargeting } from './targeting/targeting.ts';

/** How a flag behaves in an environment of its project. */
export function targetingOf(flag: Flag, environmentId: string): Targeting {
  return flag.targeting[environmentId] ?? defaultTargeting(flag);
}

type LargeColumns = Pick<Flag, 'variations' | 'targeting'>;

/** A flag as lists read it, without its values and rules, which may be large. */
export type ShownFlag = Omit<Flag, keyof LargeColumns> & Partial<LargeColumns>;

const readLargeColumns = largeRead<LargeColumns>({
  name: 'read-flag-values',
  from: 'flags f ON f.id = w.key',
  columns: { variations: 'f.variations', targeting: 'f.targeting' },
});

/** The flag with its values and rules. */
export async function completeFlag(flag: ShownFlag, context: Context): Promise<Flag> {
  const { variations, targeting } = flag;
  if (variations && targeting) return { ...flag, variations, targeting };
  return { ...flag, ...(await readLargeColumns(context, flag.id)) };
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
