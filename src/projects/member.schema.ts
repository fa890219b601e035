/** Who has which role in a project, from either side. */

import { openToClientKeys } from '../access/client-keys.ts';
import { canReadProjectOf } from '../access/visible-projects.ts';
import { ownAffair, UserType } from '../accounts/user.schema.ts';
import { ViewerType } from '../accounts/viewer.schema.ts';
import { builder } from '../graphql/builder.ts';
import { ProjectType } from './project.schema.ts';

export const ProjectRoleEnum = builder.enumType('ProjectRole', {
  description: 'What somebody may do in a project. Each may do what those before it may.',
  values: {
    VIEWER: { value: 'VIEWER', description: 'Reads everything but tokens, client keys and the audit log.' },
    EDITOR: {
      value: 'EDITOR',
      description: 'Changes flags, proposes and reviews changes, runs experiments and repeats deliveries.',
    },
    ADMIN: {
      value: 'ADMIN',
      description: 'Sets up environments and integrations, gives roles and client keys, reads the audit log.',
    },
  } as const,
});

const byAge = { orderBy: [{ createdAt: 'asc' as const }, { userId: 'asc' as const }] };
const byProject = { orderBy: { projectId: 'asc' as const } };

const ProjectMemberType = builder.prismaObject('Membership', {
  name: 'ProjectMember',
  description: 'A user with a role in a project. Owners of this instance need none.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    user: t.relation('user', { type: UserType, description: 'Who.' }),
    role: t.expose('role', { type: ProjectRoleEnum, description: 'The role.' }),
  }),
});

builder.prismaObjectField(ProjectType, 'members', (t) =>
  t.relation('memberships', {
    type: ProjectMemberType,
    description: 'Who has a role in it, in the order in which they were given one.',
    query: byAge,
  }),
);

const MembershipType = builder.prismaObject('Membership', {
  variant: 'UserMembership',
  description: 'A role in a project, seen from the user.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    project: t.relation('project', { description: 'Where.' }),
    role: t.expose('role', { type: ProjectRoleEnum, description: 'The role.' }),
  }),
});

builder.prismaObjectField(UserType, 'memberships', (t) =>
  t.relation('memberships', {
    ...ownAffair,
    type: MembershipType,
    description:
      'The roles that it was given. Claims of the OIDC issuer can add to them while it is signed in.',
    query: byProject,
  }),
);

const ViewerRoleType = builder
  .objectRef<{ projectId: string; role: 'VIEWER' | 'EDITOR' | 'ADMIN' }>('ViewerRole')
  .implement({
    description: 'What the viewer may do in a project.',
    fields: (t) => ({
      project: t.prismaField({
        type: 'Project',
        description: 'Where.',
        resolve: (query, { projectId }, _args, { app }) =>
          app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
      }),
      role: t.expose('role', { type: ProjectRoleEnum, description: 'The role.' }),
    }),
  });

builder.objectField(ViewerType, 'roles', (t) =>
  t.field({
    type: [ViewerRoleType],
    description:
      'Their roles in projects, those that claims of the OIDC issuer grant included. Owners and client keys have none.',
    extensions: openToClientKeys,
    resolve: ({ roles }) => [...roles].map(([projectId, role]) => ({ projectId, role })),
  }),
);
