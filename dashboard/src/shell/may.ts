/** What the viewer may do in the project, so that buttons can say beforehand why they would be refused. */

import type { ProjectRole } from '../gql/graphql.ts';
import { useProject } from './project-context.ts';
import { useViewer } from './viewer-context.ts';

const ORDER: readonly ProjectRole[] = ['VIEWER', 'EDITOR', 'ADMIN'];

/** The sentence, unless the viewer has this role in the project or a higher one. */
export function useRefusal(role: ProjectRole, sentence: string): string | undefined {
  const viewer = useViewer();
  const project = useProject();
  const held = viewer.roles.find((each) => each.project.id === project.id)?.role;
  const isAllowed = viewer.isOwner || (held !== undefined && ORDER.indexOf(held) >= ORDER.indexOf(role));
  return isAllowed ? undefined : sentence;
}

export function useRepeatRefusal(): string | undefined {
  return useRefusal(
    'EDITOR',
    'Only editors and admins of the project may retry, replay and cancel deliveries.',
  );
}

export function useConfigureRefusal(): string | undefined {
  return useRefusal('ADMIN', 'Only admins of the project may configure and test integrations.');
}
