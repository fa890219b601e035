/** The mutations on people and service accounts. */

import { mayManageUsers } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { UserType } from './user.schema.ts';
import { createServiceAccount, createUser, updateUser } from './users.ts';

const NAME = `Display name, 1 to ${MAX_NAME_LENGTH} characters.`;

const payload = commandPayloads<{ userId: string }>((t) => ({
  user: t.prismaField({
    type: UserType,
    description: 'User after the change.',
    resolve: (query, { userId }, _args, { app }) =>
      app.database.prisma.user.findUniqueOrThrow({ ...query, where: { id: userId } }),
  }),
}));

commandField('createUser', {
  may: mayManageUsers,
  description:
    'Creates a person. A new person has no rights until setProjectRole gives them a role. They sign in through the OIDC issuer, which identifies them by e-mail address, or with a token from createAccessToken.',
  input: builder.inputType('CreateUserInput', {
    description: 'Person to create.',
    fields: (t) => ({
      email: t.string({ required: true, description: 'E-mail address. Unique, not case-sensitive.' }),
      name: t.string({ required: true, description: NAME }),
      owner: t.boolean({
        description:
          'Whether the person is an owner of this instance, who may do everything in every project and manages users. Default: false.',
      }),
    }),
  }),
  payload: payload('CreateUserPayload', 'Result of creating a person.'),
  run: createUser,
});

commandField('createServiceAccount', {
  may: mayManageUsers,
  description:
    'Creates a service account for a program. It has no rights until setProjectRole gives it a role. createAccessToken creates its tokens.',
  input: builder.inputType('CreateServiceAccountInput', {
    description: 'Service account to create.',
    fields: (t) => ({ name: t.string({ required: true, description: NAME }) }),
  }),
  payload: payload('CreateServiceAccountPayload', 'Result of creating a service account.'),
  run: createServiceAccount,
});

commandField('updateUser', {
  may: mayManageUsers,
  description: 'Changes a person or a service account. Fields that are left out or null keep their values.',
  input: builder.inputType('UpdateUserInput', {
    description: 'Change of a user.',
    fields: (t) => ({
      userId: t.id({ required: true, description: 'The id of the user, `user_…`.' }),
      name: t.string({ description: NAME }),
      owner: t.boolean({
        description:
          'Whether the user is an owner of this instance, who may do everything in every project and manages users. The admin always is.',
      }),
      deactivated: t.boolean({
        description:
          'Whether the user is deactivated. A deactivated user cannot sign in, and none of their tokens and sessions is valid; reactivating makes those that have not ended valid again.',
      }),
    }),
  }),
  payload: payload('UpdateUserPayload', 'Result of changing a user.'),
  run: updateUser,
});
