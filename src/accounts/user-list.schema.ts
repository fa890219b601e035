/** The users of the instance, page by page. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { mayManageUsers } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { connectionOf } from '../graphql/connection-of.ts';
import { idBehindCursor } from '../graphql/cursor-id.ts';
import { distinct, LISTED } from '../platform/input/distinct.ts';
import { UserKindEnum, UserType } from './user.schema.ts';

const UserFilter = builder.inputType('UserFilter', {
  description: 'Filter of users. All conditions must match.',
  fields: (t) => ({
    kinds: t.field({ type: [UserKindEnum], description: `Users of one of these kinds. ${LISTED}` }),
    isOwner: t.boolean({ description: 'true: owners of this instance. false: all others.' }),
    isDeactivated: t.boolean({ description: 'true: deactivated users. false: active users.' }),
    text: t.string({ description: 'Part of the name or the e-mail address. Not case-sensitive.' }),
  }),
});

const UserConnection = connectionOf('User', UserType, 'users', 'A user');

builder.queryField('users', (t) =>
  t.prismaConnection(
    {
      type: UserType,
      cursor: 'id',
      description: 'People and service accounts, oldest first. Only for owners of this instance.',
      args: { filter: t.arg({ type: UserFilter, description: 'Filter. Default: all users.' }) },
      authScopes: { may: mayManageUsers },
      resolve: (query, _root, { filter, ...page }, { app }) => {
        // Refuses what is none.
        idBehindCursor(page);
        const where = toWhere(filter ?? {});
        return app.database.prisma.user.findMany({ ...query, where, orderBy: { id: 'asc' } });
      },
    },
    UserConnection,
  ),
);

function toWhere({
  kinds,
  isOwner,
  isDeactivated,
  text,
}: typeof UserFilter.$inferInput): Prisma.UserWhereInput {
  const part = text ? { contains: text, mode: 'insensitive' as const } : null;
  return {
    ...(kinds ? { kind: { in: distinct(kinds, 'filter.kinds') } } : {}),
    ...(isOwner != null ? { isOwner } : {}),
    ...(isDeactivated != null ? { deactivatedAt: isDeactivated ? { not: null } : null } : {}),
    ...(part ? { OR: [{ name: part }, { email: part }] } : {}),
  };
}
