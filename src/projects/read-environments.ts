/** The environments of projects, for whoever shows what a project's things are in each of them. */

import type { Environment } from '../../generated/prisma/client.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Sql } from '../platform/postgres/db.ts';

/** The order of the environments of a project, for Prisma. */
export const ORDER_OF_ENVIRONMENTS = [
  { position: { sort: 'asc', nulls: 'last' } },
  { createdAt: 'asc' },
  { id: 'asc' },
] as const;

/** The environments of a project, in their order. Those of many that are asked for together take one statement. */
export const readEnvironments: (sql: Sql, projectId: string) => Promise<Environment[]> = coalesce(
  async (sql: Sql, projectIds: string[]) => {
    const { rows } = await sql.query<Environment>({
      name: 'read-environments',
      text: `SELECT id, project_id AS "projectId", key, name, requires_approval AS "requiresApproval",
          minimum_approvals AS "minimumApprovals", confirm_changes AS "confirmChanges", position,
          created_at AS "createdAt"
        FROM environments WHERE project_id = ANY ($1::text[]) ORDER BY position NULLS LAST, created_at, id`,
      values: [[...new Set(projectIds)]],
    });
    const byProject = Map.groupBy(rows, ({ projectId }) => projectId);
    return projectIds.map((id) => byProject.get(id) ?? []);
  },
);
