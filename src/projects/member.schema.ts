/** Who has which role in a project, from either side. */

import type { ProjectRole } from '../../generated/prisma/enums.ts';
import { openToClientKeys } from '../access/client-keys.ts';
import { canReadProjectOf } from '../access/visible-projects.ts';
import { selfOrOwner, UserType } from '../accounts/user.schema.ts';
import { ViewerType } from '../accounts/viewer.schema.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { ProjectType } from './project.schema.ts';

export const ProjectRoleEnum = describedEnum<ProjectRole>(
  'ProjectRole',
  'Role in a project. Each role includes the rights of the roles before it.',
  {
    VIEWER: 'Reads everything but tokens, client keys and the audit log.',
    EDITOR:
      'Changes flags, proposes and reviews changes, runs experiments, and retries and replays deliveries.',
    ADMIN: 'Manages environments, integrations, roles and client keys, and reads the audit log.',
  },
);

const byAge = { orderBy: [{ createdAt: 'asc' as const }, { userId: 'asc' as const }] };
const byProject = { orderBy: { projectId: 'asc' as const } };

const ProjectMemberType = builder.prismaObject('Membership', {
  name: 'ProjectMember',
  description: 'A user with a role in a project. Owners of this instance need none.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    user: t.relation('user', { type: UserType, description: 'The member.' }),
    role: t.expose('role', { type: ProjectRoleEnum, description: 'The role.' }),
  }),
});

builder.prismaObjectField(ProjectType, 'members', (t) =>
  t.relation('memberships', {
    type: ProjectMemberType,
    description: 'Users with a role in the project, in the order in which they got it.',
    query: byAge,
  }),
);

const MembershipType = builder.prismaObject('Membership', {
  variant: 'UserMembership',
  description: 'Role of a user in one project.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    project: t.relation('project', { description: 'The project.' }),
    role: t.expose('role', { type: ProjectRoleEnum, description: 'The role.' }),
  }),
});

builder.prismaObjectField(UserType, 'memberships', (t) =>
  t.relation('memberships', {
    ...selfOrOwner,
    type: MembershipType,
    description:
      'Roles of the user in projects. Claims of the OIDC issuer can add to them while the user is signed in.',
    query: byProject,
  }),
);

const ViewerRoleType = builder.objectRef<{ projectId: string; role: ProjectRole }>('ViewerRole').implement({
  description: 'Role of the viewer in one project.',
  fields: (t) => ({
    project: t.prismaField({
      type: 'Project',
      description: 'The project.',
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
      'Roles of the viewer in projects, including those that claims of the OIDC issuer grant. Owners and client keys have none.',
    extensions: openToClientKeys,
    resolve: ({ roles }) => [...roles].map(([projectId, role]) => ({ projectId, role })),
  }),
);
