/**
 * What a viewer may read. A project that the viewer may not read, and everything in it, is reported as missing. The header
 * of permissions.ts says which of these a new field needs.
 */

import type { Prisma } from '../../generated/prisma/client.ts';
import { isAllowedIn, mayReadProject } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Whether the viewer may read the project and what belongs to it. */
export function canReadProject(viewer: Viewer | null, projectId: string): boolean {
  return viewer !== null && isAllowedIn(viewer, mayReadProject, projectId);
}

/** The scope of a type whose objects belong to a project. */
export function canReadProjectOf(
  { projectId }: { projectId: string },
  { viewer }: { viewer: Viewer | null },
): boolean {
  return canReadProject(viewer, projectId);
}

/** The projects that the viewer may read. */
export function visibleProjects(viewer: Viewer | null): Prisma.ProjectWhereInput {
  return viewer?.isOwner ? {} : { id: { in: [...(viewer?.roles.keys() ?? [])] } };
}

/** The projects in which the viewer may evaluate flags and subscribe to their changes. A client key has one. */
export function evaluableProjects(viewer: Viewer | null): Prisma.ProjectWhereInput {
  return viewer?.clientOf ? { id: viewer.clientOf.projectId } : visibleProjects(viewer);
}

/** The environments of those projects in which the viewer may do that. A client key has one. */
export function evaluableEnvironments(viewer: Viewer | null): Prisma.EnvironmentWhereInput {
  return viewer?.clientOf ? { id: viewer.clientOf.environmentId } : {};
}
