import type { PermissionName } from '../../gql/graphql.ts';
import { useProject } from './project-context.ts';

/** Why the viewer may not do this in the open project, as the server says it; undefined if the viewer may. */
export function useRefusal(permission: PermissionName): string | undefined {
  const right = useProject().viewerMay.find(({ name }) => name === permission);
  return right === undefined || right.allowed ? undefined : right.sentence;
}
