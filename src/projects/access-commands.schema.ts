/** The mutations that give access to a project, and take it. */

import { mayGrantAccess } from '../access/permissions.ts';
import { MAX_TOKEN_YEARS } from '../accounts/store-token.ts';
import { UserType } from '../accounts/user.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { ClientKeyType } from './client-key.schema.ts';
import { createClientKey, revokeClientKey } from './client-keys.ts';
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

const clientKeyPayload = commandPayloads<{ clientKeyId: string }>((t) => ({
  clientKey: t.prismaField({
    type: ClientKeyType,
    description: 'The client key.',
    resolve: (query, { clientKeyId }, _args, { app }) =>
      app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: clientKeyId } }),
  }),
}));

const CreateClientKeyPayload = clientKeyPayload<{ clientKeyId: string; key: string }>(
  'CreateClientKeyPayload',
  'Result of creating a client key.',
  (t) => ({
    key: t.exposeString('key', { description: 'The key itself. It is shown only once and is not stored.' }),
  }),
);

commandField('createClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Creates a client key. A frontend uses it to evaluate the flags of one environment and to subscribe to their changes. It allows nothing else, so it can be shipped to browsers.',
  input: builder.inputType('CreateClientKeyInput', {
    description: 'Client key to create.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
      name: t.string({
        required: true,
        description: `Purpose of the key, 1 to ${MAX_NAME_LENGTH} characters.`,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        description: `Time of expiry, at most ${MAX_TOKEN_YEARS} years from now. Default: the key does not expire.`,
      }),
    }),
  }),
  payload: CreateClientKeyPayload,
  run: createClientKey,
});

commandField('revokeClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Revokes a client key. Open subscriptions of the key end within half a minute.',
  input: builder.inputType('RevokeClientKeyInput', {
    description: 'Client key to revoke.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      clientKeyId: t.id({ required: true, description: 'The id of the client key, `tok_…`.' }),
    }),
  }),
  payload: clientKeyPayload('RevokeClientKeyPayload', 'Result of revoking a client key.'),
  run: revokeClientKey,
});
