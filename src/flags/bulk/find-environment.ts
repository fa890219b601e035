import { notFoundInProject } from '../../access/not-found.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { findProjectId } from '../../projects/projects.ts';

/** Fails with NotFoundError when there is no such project, or when the environment is given and it has none of that key. */
export async function findEnvironment(
  sql: Sql,
  projectKey: string,
  environmentKey: string | undefined,
): Promise<void> {
  const projectId = await findProjectId(sql, projectKey);
  if (environmentKey === undefined) return;
  const found = await query(sql)
    .selectFrom('environments')
    .select('id')
    .where('projectId', '=', projectId)
    .where('key', '=', environmentKey)
    .executeTakeFirst();
  if (!found) throw notFoundInProject('env', projectKey, environmentKey);
}
