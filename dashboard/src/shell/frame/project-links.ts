import type { PermissionName } from '../../gql/graphql.ts';
import type { Project } from '../project/project-context.ts';

const LINKS = [
  { to: '/projects/$projectKey/flags', name: 'Flags', keys: 'g f' },
  { to: '/projects/$projectKey/changes', name: 'Changes', keys: 'g c' },
  { to: '/projects/$projectKey/experiments', name: 'Experiments', keys: 'g x' },
  { to: '/projects/$projectKey/events', name: 'Events', keys: 'g e' },
  { to: '/projects/$projectKey/deliveries', name: 'Deliveries', keys: 'g d' },
  { to: '/projects/$projectKey/integrations', name: 'Integrations', keys: 'g i' },
  { to: '/projects/$projectKey/settings', name: 'Settings', keys: 'g s' },
  { to: '/projects/$projectKey/audit', name: 'Audit log', keys: 'g a', permission: 'READ_AUDIT' },
] as const;

interface ProjectLink {
  to: (typeof LINKS)[number]['to'];
  name: string;
  keys: string;
  /** Only for those who have it. */
  permission?: PermissionName;
}

/** The pages of a project that the navigation leads to, in its order, with the keys that lead there. */
export const PROJECT_LINKS: readonly ProjectLink[] = LINKS;

/** Those of them that the viewer may open. */
export function projectLinks({ viewerMay }: Project): readonly ProjectLink[] {
  return PROJECT_LINKS.filter(
    ({ permission }) =>
      permission === undefined || viewerMay.some(({ name, allowed }) => name === permission && allowed),
  );
}
