/** The gate in front of everything that concerns one project: whether the viewer may do it there, or know of it at all. */

import {
  type InstancePermission,
  isAllowed,
  isAllowedIn,
  mayReadProject,
  type ProjectPermission,
} from './accounts/permissions.ts';
import type { Viewer } from './accounts/viewer.ts';
import { changeRequestNotFound } from './approvals/stored-change-request.ts';
import type { App } from './context.ts';
import { recoveryNotFound } from './deliveries/cancel-recovery.ts';
import { deliveryNotFound } from './deliveries/retry-delivery.ts';
import { ForbiddenError, type NotFoundError } from './errors.ts';
import { experimentNotFound } from './experiments/stored-experiment.ts';
import { integrationNotFound } from './integrations/stored-integration.ts';
import { projectNotFound } from './projects/projects.ts';

export type Permission = ProjectPermission | InstancePermission;

/**
 * Fails with ForbiddenError, whose message is the permission's sentence, when the viewer may not do this in the project
 * that `input` names; with the NotFoundError of a thing that does not exist when they may not even read there.
 * Owners pass without a look: whether the thing exists is then for the command to find out.
 */
export async function allow(
  { database }: Pick<App, 'database'>,
  viewer: Viewer,
  permission: Permission,
  input: object,
): Promise<void> {
  if (permission.scope === 'instance') {
    if (!isAllowed(viewer, permission)) throw new ForbiddenError(permission.sentence);
    return;
  }
  if (!viewer.isOwner) await allowIn({ database }, viewer, permission, input);
}

/** The same for whoever will be asked again, owners included: answers with the id of the project. */
export async function allowIn(
  { database }: Pick<App, 'database'>,
  viewer: Viewer,
  permission: ProjectPermission,
  input: object,
): Promise<string> {
  const { lookup, value } = findReference(input);
  const { rows } = await database.pool.query<{ projectId: string }>({ text: lookup.sql, values: [value] });
  const projectId = rows[0]?.projectId;
  if (projectId !== undefined && isAllowedIn(viewer, permission, projectId)) return projectId;
  if (projectId !== undefined && isAllowedIn(viewer, mayReadProject, projectId))
    throw new ForbiddenError(permission.sentence);
  throw lookup.missing(value);
}

interface Lookup {
  sql: string;
  /** What whoever asks for something that is not there is told. */
  missing(value: string): NotFoundError;
}

/** The fields that say which project an input is about, in the order in which they count. */
const lookups: Record<string, Lookup> = {
  projectKey: { sql: 'SELECT id AS "projectId" FROM projects WHERE key = $1', missing: projectNotFound },
  integrationId: {
    sql: 'SELECT project_id AS "projectId" FROM integrations WHERE id = $1 AND deleted_at IS NULL',
    missing: integrationNotFound,
  },
  deliveryId: { sql: byId('deliveries'), missing: deliveryNotFound },
  recoveryId: { sql: byId('recoveries'), missing: recoveryNotFound },
  changeRequestId: { sql: byId('change_requests'), missing: changeRequestNotFound },
  experimentId: { sql: byId('experiments'), missing: experimentNotFound },
};

function byId(table: string): string {
  return `SELECT project_id AS "projectId" FROM ${table} WHERE id = $1`;
}

function findReference(input: object): { lookup: Lookup; value: string } {
  const fields = input as Record<string, unknown>;
  for (const [name, lookup] of Object.entries(lookups)) {
    const value = fields[name];
    if (typeof value === 'string') return { lookup, value };
  }
  throw new Error(`None of the fields ${Object.keys(fields).join(', ')} says which project this is about.`);
}
