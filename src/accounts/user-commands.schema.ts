/** The mutations on people and service accounts. */

import { mayManageUsers } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { UserType } from './user.schema.ts';
import { createServiceAccount, createUser, updateUser } from './users.ts';

const NAME = 'The name for people, 1 to 200 characters.';

const payload = (name: string, description: string) =>
  builder.objectRef<{ userId: string }>(name).implement({
    description,
    fields: (t) => ({
      user: t.prismaField({
        type: UserType,
        description: 'The user as it is now.',
        resolve: (query, { userId }, _args, { app }) =>
          app.database.prisma.user.findUniqueOrThrow({ ...query, where: { id: userId } }),
      }),
    }),
  });

commandField('createUser', {
  may: mayManageUsers,
  description:
    'Makes a person, who may do nothing until they have a role: see setProjectRole. They sign in by the OIDC issuer, by their e-mail address, or with a token from createAccessToken.',
  input: builder.inputType('CreateUserInput', {
    description: 'A new person.',
    fields: (t) => ({
      email: t.string({ required: true, description: 'The e-mail address, unique in any case.' }),
      name: t.string({ required: true, description: NAME }),
      owner: t.boolean({
        description: 'Whether they may do everything in every project, and manage users; default false.',
      }),
    }),
  }),
  payload: payload('CreateUserPayload', 'The person was made.'),
  run: createUser,
});

commandField('createServiceAccount', {
  may: mayManageUsers,
  description:
    'Makes an account for a program, which may do nothing until it has a role: see setProjectRole. createAccessToken makes its tokens.',
  input: builder.inputType('CreateServiceAccountInput', {
    description: 'A new service account.',
    fields: (t) => ({ name: t.string({ required: true, description: NAME }) }),
  }),
  payload: payload('CreateServiceAccountPayload', 'The service account was made.'),
  run: createServiceAccount,
});

commandField('updateUser', {
  may: mayManageUsers,
  description: 'Changes a person or a service account. What is left out or null stays as it is.',
  input: builder.inputType('UpdateUserInput', {
    description: 'What to change of a user.',
    fields: (t) => ({
      userId: t.id({ required: true, description: 'The id of the user, `user_…`.' }),
      name: t.string({ description: NAME }),
      owner: t.boolean({
        description: 'Whether it may do everything in every project, and manage users. The admin always may.',
      }),
      deactivated: t.boolean({
        description:
          'True: none of its tokens is valid from now on, and it cannot sign in. False: those that it had are valid again.',
      }),
    }),
  }),
  payload: payload('UpdateUserPayload', 'The user is as asked for.'),
  run: updateUser,
});
