/** The mutation that gives people access to a project, and takes it. */

import { mayGrantAccess } from '../access/permissions.ts';
import { UserType } from '../accounts/user.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { ProjectRoleEnum } from './member.schema.ts';
import { ProjectType } from './project.schema.ts';
import { setProjectRole } from './project-roles.ts';

type Grant = Awaited<ReturnType<typeof setProjectRole>>;

commandField('setProjectRole', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Sets the role of a user in a project, or removes it. Whoever may give roles learns by giving one whether an address has an account, and leaves an entry in the audit log. Removing a role that a user does not have fails as for an unknown user, except for owners of this instance.',
  input: builder.inputType('SetProjectRoleInput', {
    description: 'Role of a user in a project. Name the user by either userId or email.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      userId: t.id({ description: 'The id of the user, `user_…`.' }),
      email: t.string({ description: 'The e-mail address of the user.' }),
      role: t.field({
        type: ProjectRoleEnum,
        description: 'Role of the user. Required; null removes the role.',
      }),
    }),
  }),
  payload: builder.objectRef<Grant>('SetProjectRolePayload').implement({
    description: 'Result of setting a role.',
    fields: (t) => ({
      project: t.prismaField({
        type: ProjectType,
        description: 'The project.',
        resolve: (query, { projectId }, _args, { app }) =>
          app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
      }),
      user: t.prismaField({
        type: UserType,
        description: 'The user.',
        resolve: (query, { userId }, _args, { app }) =>
          app.database.prisma.user.findUniqueOrThrow({ ...query, where: { id: userId } }),
      }),
      role: t.expose('role', {
        type: ProjectRoleEnum,
        nullable: true,
        description: 'Role after the change. null if the user has none.',
      }),
    }),
  }),
  run: setProjectRole,
});
