/** What Prisma is asked for a list of something that a project has. */

import { cursorWithin } from './cursor-within.ts';

/** A page of those that `where` holds for, newest first: ids are in the order in which they were made. */
export function newestFirst<Where extends object>(
  relation: Parameters<typeof cursorWithin>[0],
  page: Parameters<typeof cursorWithin>[1],
  where: Where,
) {
  return { where: { ...where, ...cursorWithin(relation, page) }, orderBy: { id: 'desc' as const } };
}

interface FlagFilter {
  flagKey?: string | null | undefined;
  environmentKey?: string | null | undefined;
}

/** The conditions of a filter on what is about a flag in an environment; what is left out or empty is no condition. */
export function aboutFlag({ flagKey, environmentKey }: FlagFilter) {
  return {
    ...(flagKey ? { flagKey } : {}),
    ...(environmentKey ? { environment: { key: environmentKey } } : {}),
  };
}
