/** Access tokens as they can be read: never the token itself. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import { selfOrOwner, UserType } from './user.schema.ts';

export const AccessTokenType = builder.prismaObject('AccessToken', {
  description:
    'Token that a person or a service account sends as `Authorization: Bearer <token>`. The token itself is not stored.',
  authScopes: { user: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `tok_…`.' }),
    name: t.exposeString('name', { description: 'Purpose of the token.' }),
    lastFour: t.exposeString('lastFour', { description: 'Last four characters of the token.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    createdBy: t.field({
      type: ActorType,
      description: 'User who created the token.',
      resolve: ({ createdBy }) => createdBy,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of expiry. null if the token does not expire.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of revocation. null if the token was not revoked.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the last use, accurate to a minute. null if the token was never used.',
    }),
    user: t.relation('user', { type: UserType, nullable: true, description: 'User the token belongs to.' }),
  }),
});

/** Tokens that ended are shown so long, for whoever wonders why something does not work any more. */
const ENDED_SHOWN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Tokens as lists show them: newest first, without those that ended long ago. */
export function listedTokens(now: Date) {
  const since = new Date(now.getTime() - ENDED_SHOWN_DAYS * DAY_MS);
  return {
    where: {
      AND: [
        { OR: [{ revokedAt: null }, { revokedAt: { gt: since } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: since } }] },
      ],
    },
    orderBy: { id: 'desc' },
  } satisfies Prisma.AccessTokenFindManyArgs;
}

builder.prismaObjectField(UserType, 'accessTokens', (t) =>
  t.relation('tokens', {
    ...selfOrOwner,
    type: AccessTokenType,
    description:
      'Access tokens of the user, newest first. Tokens that expired or were revoked more than 30 days ago are left out.',
    query: (_args, { app }) => listedTokens(app.now()),
  }),
);
