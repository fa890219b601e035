/** People and service accounts as they can be read. */

import type { UserKind } from '../../generated/prisma/enums.ts';
import { accountsAreOnesOwn, maySeeAccount } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { refusedBy } from '../graphql/refusals.ts';

export const UserKindEnum = describedEnum<UserKind>('UserKind', 'Kind of user.', {
  PERSON: 'A person, with an e-mail address.',
  SERVICE: 'A service account: a program, without an e-mail address.',
});

/** For fields that are the user's own affair, and that of owners. */
export const selfOrOwner = {
  authScopes: ({ id }: { id: string }, _args: object, { viewer }: Context) =>
    viewer !== null && maySeeAccount(viewer, id),
  unauthorizedError: refusedBy(accountsAreOnesOwn),
};

export const UserType = builder.prismaObject('User', {
  description:
    'A person or a service account. Name and e-mail address are visible to users who share a project with it; the other fields only to the user itself and to owners of this instance.',
  authScopes: { user: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `user_…`.' }),
    kind: t.expose('kind', { type: UserKindEnum, description: 'A person or a service account.' }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'E-mail address in lower case. null for a service account.',
    }),
    name: t.exposeString('name', { description: 'Display name.' }),
    isOwner: t.exposeBoolean('isOwner', {
      ...selfOrOwner,
      description: 'Whether the user is an owner of this instance, who may do everything in every project.',
    }),
    deactivatedAt: t.expose('deactivatedAt', {
      ...selfOrOwner,
      type: 'DateTime',
      nullable: true,
      description:
        'Time of deactivation, from which on none of the tokens and sessions of the user is valid. null if the user is active.',
    }),
    createdAt: t.expose('createdAt', { ...selfOrOwner, type: 'DateTime', description: 'Time of creation.' }),
  }),
});
