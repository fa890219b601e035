/**
 * What a viewer can see. To whoever may not read in a project, it and all that it has is as if it did not exist: what asks
 * the database takes the conditions below, and every type of what a project has takes `isInSight` as its scope.
 */

import type { Prisma } from '../../generated/prisma/client.ts';
import { isAllowedIn, mayReadProject } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Whether the viewer may read what the project of that id has. */
export function canSee(viewer: Viewer | null, projectId: string): boolean {
  return viewer !== null && isAllowedIn(viewer, mayReadProject, projectId);
}

/** The scope of a type whose objects belong to a project. */
export function isInSight(
  { projectId }: { projectId: string },
  { viewer }: { viewer: Viewer | null },
): boolean {
  return canSee(viewer, projectId);
}

/** The projects that the viewer may read. */
export function visibleProjects(viewer: Viewer | null): Prisma.ProjectWhereInput {
  return viewer?.isOwner ? {} : { id: { in: [...(viewer?.roles.keys() ?? [])] } };
}

/** The projects in which the viewer may evaluate flags and watch them: with a client key the one that it is of. */
export function evaluableProjects(viewer: Viewer | null): Prisma.ProjectWhereInput {
  return viewer?.clientOf ? { id: viewer.clientOf.projectId } : visibleProjects(viewer);
}

/** The environments, of those projects, in which the viewer may do that: with a client key its own. */
export function evaluableEnvironments(viewer: Viewer | null): Prisma.EnvironmentWhereInput {
  return viewer?.clientOf ? { id: viewer.clientOf.environmentId } : {};
}
