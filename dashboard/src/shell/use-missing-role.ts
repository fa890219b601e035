import type { ProjectRole } from '../gql/graphql.ts';
import { useProject } from './project-context.ts';
import { useViewer } from './viewer-context.ts';

const RANKS: Record<ProjectRole, number> = { VIEWER: 1, EDITOR: 2, ADMIN: 3 };

/** The sentence, if the viewer lacks the role in the open project; undefined if the server would let the viewer do it. */
export function useMissingRole(role: ProjectRole, sentence: string): string | undefined {
  const { isOwner, roles } = useViewer();
  const project = useProject();
  const own = roles.find((each) => each.project.id === project.id)?.role;
  const isAllowed = isOwner || (own !== undefined && RANKS[own] >= RANKS[role]);
  return isAllowed ? undefined : sentence;
}

/** Why the viewer may not retry, replay or cancel; undefined if the viewer may. */
export function useMayNotRepeat(): string | undefined {
  return useMissingRole('EDITOR', 'Only editors and admins of the project may retry and replay deliveries.');
}
