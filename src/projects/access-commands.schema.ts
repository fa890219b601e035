/** The mutations that give access to a project, and take it. */

import { mayGrantAccess } from '../access/permissions.ts';
import { UserType } from '../accounts/user.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { ClientKeyType } from './client-key.schema.ts';
import { createClientKey, revokeClientKey } from './client-keys.ts';
import { ProjectRoleEnum } from './member.schema.ts';
import { ProjectType } from './project.schema.ts';
import { setProjectRole } from './project-roles.ts';

type Grant = Awaited<ReturnType<typeof setProjectRole>>;

commandField('setProjectRole', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Gives a user a role in a project in place of the one that they had, or takes it away.',
  input: builder.inputType('SetProjectRoleInput', {
    description: 'Who may do what in which project. The user is named by one of userId and email.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      userId: t.id({ description: 'The id of the user, `user_…`.' }),
      email: t.string({ description: 'The e-mail address of the user.' }),
      role: t.field({
        type: ProjectRoleEnum,
        description: 'The role, which must be given; null: the user has none there any more.',
      }),
    }),
  }),
  payload: builder.objectRef<Grant>('SetProjectRolePayload').implement({
    description: 'The role is as asked for.',
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
        description: 'The role by now; null: none.',
      }),
    }),
  }),
  run: setProjectRole,
});

const CreateClientKeyPayload = builder
  .objectRef<{ clientKeyId: string; key: string }>('CreateClientKeyPayload')
  .implement({
    description: 'The client key was made.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'The key. It is shown this once, and not kept.' }),
    }),
  });
const RevokeClientKeyPayload = builder
  .objectRef<{ clientKeyId: string }>('RevokeClientKeyPayload')
  .implement({
    description: 'The client key is not valid any more.',
  });

for (const payload of [CreateClientKeyPayload, RevokeClientKeyPayload]) {
  builder.objectField(payload as typeof RevokeClientKeyPayload, 'clientKey', (t) =>
    t.prismaField({
      type: ClientKeyType,
      description: 'What is known of it.',
      resolve: (query, { clientKeyId }, _args, { app }) =>
        app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: clientKeyId } }),
    }),
  );
}

commandField('createClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Makes a client key, with which a frontend evaluates the flags of one environment and subscribes to their changes, and nothing else: it can be shipped to browsers.',
  input: builder.inputType('CreateClientKeyInput', {
    description: 'A new client key.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.string({ required: true, description: 'The key of the environment that it is for.' }),
      name: t.string({ required: true, description: 'What it is for, 1 to 200 characters.' }),
      expiresAt: t.field({
        type: 'DateTime',
        description:
          'From when on it is not valid any more, at most 10 years from now; left out: it does not expire.',
      }),
    }),
  }),
  payload: CreateClientKeyPayload,
  run: createClientKey,
});

commandField('revokeClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Ends a client key. What is open under it ends within half a minute.',
  input: builder.inputType('RevokeClientKeyInput', {
    description: 'Which client key to end.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      clientKeyId: t.id({ required: true, description: 'The id of the client key, `tok_…`.' }),
    }),
  }),
  payload: RevokeClientKeyPayload,
  run: revokeClientKey,
});
