import type { ProjectRole } from '../../../gql/graphql.ts';

/** Each role includes the rights of those before it. */
export const ROLES: { role: ProjectRole; word: string; may: string }[] = [
  { role: 'VIEWER', word: 'Viewer', may: 'Reads everything but tokens, client keys and the audit log.' },
  {
    role: 'EDITOR',
    word: 'Editor',
    may: 'Also changes flags, proposes and reviews changes, runs experiments, and retries and replays deliveries.',
  },
  {
    role: 'ADMIN',
    word: 'Admin',
    may: 'Also manages environments, integrations, roles and client keys, and reads the audit log.',
  },
];

export function roleWord(role: ProjectRole): string {
  return ROLES.find((each) => each.role === role)?.word ?? role;
}
