/** Access tokens as they can be read: never the token itself. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import { ownAffair, UserType } from './user.schema.ts';

export const AccessTokenType = builder.prismaObject('AccessToken', {
  description:
    'What a person or a service account sends as `Authorization: Bearer <token>`. The token itself is not kept.',
  authScopes: { user: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `tok_…`.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    lastFour: t.exposeString('lastFour', { description: 'Its last four characters, to tell tokens apart.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    createdBy: t.field({
      type: ActorType,
      description: 'Who made it.',
      resolve: ({ createdBy }) => createdBy,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on it is not valid any more; null: it does not expire.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is not valid any more; null: it was not revoked.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was used last, to within a minute; null: it was not used yet.',
    }),
    user: t.relation('user', { type: UserType, nullable: true, description: 'Whose it is.' }),
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
    ...ownAffair,
    type: AccessTokenType,
    description: 'Its access tokens, newest first; those that ended more than 30 days ago are left out.',
    query: (_args, { app }) => listedTokens(app.now()),
  }),
);
