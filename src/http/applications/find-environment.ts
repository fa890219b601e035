/** The environment that a request of an application is about. */

import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import { isAllowedIn, mayEvaluateFlags } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import type { ApplicationEnvironment } from './application-route.ts';
import { forbidden, invalidInput, notFound, type Refusal, unauthenticated } from './refusal.ts';

/**
 * That of the key; for a person, the one that `named` names as `<project>/<environment>`. Fails with a Refusal when it is
 * not named, not there or not readable, and with status 401 when that of the key was deleted.
 */
export async function findEnvironment(
  sql: Sql,
  viewer: Viewer,
  named: string | null,
): Promise<ApplicationEnvironment> {
  if (viewer.clientOf) return environmentOfKey(sql, viewer.clientOf.environmentId);
  const [, projectKey = '', environmentKey = ''] = /^([^/]+)\/([^/]+)$/.exec(named ?? '') ?? [];
  if (projectKey === '') throw invalidInput(NAME_IT);
  const found = await environments(sql)
    .where('projects.key', '=', projectKey)
    .where('environments.key', '=', environmentKey)
    .executeTakeFirst();
  if (found && isAllowedIn(viewer, mayEvaluateFlags, found.projectId)) return found;
  const project = await query(sql)
    .selectFrom('projects')
    .select('id')
    .where('key', '=', projectKey)
    .executeTakeFirst();
  const isProjectSeen = project && isAllowedIn(viewer, mayEvaluateFlags, project.id);
  const { message } = isProjectSeen
    ? notFoundInProject('env', projectKey, environmentKey)
    : projectNotFound(projectKey);
  throw notFound(message);
}

const NAME_IT =
  'Name the environment: ?environment=<project key>/<environment key>. Only client keys and server keys belong to one.';

/** Why a key of the environment may not read the one that its request names. Null when they are the same. */
export function otherEnvironment(
  { projectKey, environmentKey }: ApplicationEnvironment,
  named: string,
): Refusal | null {
  const own = `${projectKey}/${environmentKey}`;
  if (named === own) return null;
  return forbidden(`This key is for the environment ${own}. Leave the parameter environment out.`);
}

async function environmentOfKey(sql: Sql, environmentId: string): Promise<ApplicationEnvironment> {
  const found = await environments(sql).where('environments.id', '=', environmentId).executeTakeFirst();
  // Deleted after the key was read, and the key with it.
  if (!found) throw unauthenticated('The environment of this key was deleted, and the key with it.', true);
  return found;
}

function environments(sql: Sql) {
  return query(sql)
    .selectFrom('environments')
    .innerJoin('projects', 'projects.id', 'environments.projectId')
    .select([
      'projects.id as projectId',
      'projects.key as projectKey',
      'environments.id as environmentId',
      'environments.key as environmentKey',
    ]);
}
