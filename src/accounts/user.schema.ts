/** People and service accounts as they can be read. */

import { accountsAreOnesOwn, maySeeAccount } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { refusedBy } from '../graphql/refusals.ts';

export const UserKindEnum = builder.enumType('UserKind', {
  description: 'What kind of user.',
  values: {
    PERSON: { value: 'PERSON', description: 'A person, with an e-mail address.' },
    SERVICE: { value: 'SERVICE', description: 'A service account: a program, without an e-mail address.' },
  } as const,
});

/** For fields that are the user's own affair, and that of owners. */
export const ownAffair = {
  authScopes: ({ id }: { id: string }, _args: object, { viewer }: Context) =>
    viewer !== null && maySeeAccount(viewer, id),
  unauthorizedError: refusedBy(accountsAreOnesOwn),
};

export const UserType = builder.prismaObject('User', {
  description:
    'A person or a service account. Its name and e-mail address are seen by those who may read where it may; all else by itself and by owners of this instance.',
  authScopes: { user: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `user_…`.' }),
    kind: t.expose('kind', { type: UserKindEnum, description: 'A person or a service account.' }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'The e-mail address, in lower case; null for a service account.',
    }),
    name: t.exposeString('name', { description: 'The name for people.' }),
    isOwner: t.exposeBoolean('isOwner', {
      ...ownAffair,
      description: 'Whether it is an owner of this instance, who may do everything in every project.',
    }),
    deactivatedAt: t.expose('deactivatedAt', {
      ...ownAffair,
      type: 'DateTime',
      nullable: true,
      description: 'Since when it was deactivated: none of its tokens is valid. Null: it is active.',
    }),
    createdAt: t.expose('createdAt', { ...ownAffair, type: 'DateTime', description: 'When it was made.' }),
  }),
});
