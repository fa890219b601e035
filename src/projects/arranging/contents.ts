/** How much a project, or an environment, has: what its deletion takes with it. */

import type { Sql } from '../../platform/postgres/db.ts';

/** Counting ends here. */
export const MAX_COUNTED = 10_000;

export interface ProjectContents {
  flags: number;
  events: number;
  integrations: number;
  deliveries: number;
  changeRequests: number;
  experiments: number;
}

export async function readContents(sql: Sql, projectId: string): Promise<ProjectContents> {
  const count = (table: string, condition = '') =>
    `(SELECT count(*)::int FROM (SELECT FROM ${table} WHERE project_id = $1 ${condition} LIMIT ${MAX_COUNTED}) AS counted)`;
  const { rows } = await sql.query<ProjectContents>({
    name: 'read-project-contents',
    text: `SELECT ${count('flags')} AS flags, ${count('events')} AS events,
      ${count('integrations', 'AND deleted_at IS NULL')} AS integrations, ${count('deliveries')} AS deliveries,
      ${count('change_requests')} AS "changeRequests", ${count('experiments')} AS experiments`,
    values: [projectId],
  });
  return rows[0] as ProjectContents;
}

export interface EnvironmentContents {
  clientKeys: number;
  serverKeys: number;
  changeRequests: number;
  experiments: number;
}

export async function readEnvironmentContents(sql: Sql, environmentId: string): Promise<EnvironmentContents> {
  const count = (table: string, condition = '') =>
    `(SELECT count(*)::int FROM (SELECT FROM ${table} WHERE environment_id = $1 ${condition} LIMIT ${MAX_COUNTED}) AS counted)`;
  const { rows } = await sql.query<EnvironmentContents>({
    name: 'read-environment-contents',
    text: `SELECT ${count('access_tokens', 'AND revoked_at IS NULL AND NOT is_server_key')} AS "clientKeys",
      ${count('access_tokens', 'AND revoked_at IS NULL AND is_server_key')} AS "serverKeys",
      ${count('change_requests')} AS "changeRequests", ${count('experiments')} AS experiments`,
    values: [environmentId],
  });
  return rows[0] as EnvironmentContents;
}
