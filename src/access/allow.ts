/** Authorization of commands and subscriptions, by the project that they are about. */

import type { App } from '../platform/app.ts';
import { ForbiddenError, type NotFoundError } from '../platform/errors.ts';
import { notFound, projectIdQuery, projectNotFound } from './not-found.ts';
import {
  type InstancePermission,
  isAllowed,
  isAllowedIn,
  mayReadProject,
  type ProjectPermission,
} from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** What a command or a subscription is about. It belongs to one project. */
export type Subject =
  | { projectKey: string }
  | { integrationId: string }
  | { deliveryId: string }
  | { recoveryId: string }
  | { changeRequestId: string }
  | { experimentId: string };

/** Fails with ForbiddenError, whose message names who may, when the viewer may not do this in the instance. */
export function allowInInstance(viewer: Viewer, permission: InstancePermission): void {
  if (!isAllowed(viewer, permission)) throw new ForbiddenError(permission.sentence);
}

/**
 * The id of the subject's project. Fails with ForbiddenError, whose message names who may, when the viewer may not do
 * this there; with the NotFoundError of a subject that does not exist when the viewer may not even read there.
 */
export async function allowInProject(
  { database }: Pick<App, 'database'>,
  viewer: Viewer,
  permission: ProjectPermission,
  subject: Subject,
): Promise<string> {
  const { sql, value, missing } = lookup(subject);
  const { rows } = await database.pool.query<{ projectId: string }>({ text: sql, values: [value] });
  const projectId = rows[0]?.projectId;
  if (projectId !== undefined && isAllowedIn(viewer, permission, projectId)) return projectId;
  if (projectId !== undefined && isAllowedIn(viewer, mayReadProject, projectId))
    throw new ForbiddenError(permission.sentence);
  throw missing;
}

interface Lookup {
  sql: string;
  value: string;
  missing: NotFoundError;
}

function lookup(subject: Subject): Lookup {
  if ('projectKey' in subject) {
    const { projectKey } = subject;
    return { sql: projectIdQuery('proj', 'key'), value: projectKey, missing: projectNotFound(projectKey) };
  }
  if ('integrationId' in subject) return lookupById('intg', subject.integrationId);
  if ('deliveryId' in subject) return lookupById('dlv', subject.deliveryId);
  if ('recoveryId' in subject) return lookupById('rcv', subject.recoveryId);
  if ('changeRequestId' in subject) return lookupById('cr', subject.changeRequestId);
  return lookupById('exp', subject.experimentId);
}

function lookupById(prefix: Parameters<typeof notFound>[0], id: string): Lookup {
  return { sql: projectIdQuery(prefix), value: id, missing: notFound(prefix, id) };
}
