/** Sessions as they can be read: never the cookie. */

import type { SignInMethod } from '../../../generated/prisma/enums.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { ViewerType } from '../viewer.schema.ts';
import { hoursAfter } from './hours-after.ts';
import { MAX_SESSIONS } from './start-session.ts';

const SignInMethodEnum = describedEnum<SignInMethod>('SignInMethod', 'How a user signed in.', {
  TOKEN: 'With an access token, the admin token or a JWT, which was pasted.',
  LINK: 'With the link that is printed at the start of embedded mode.',
  OIDC: 'By the OIDC issuer.',
});

export const SessionType = builder.prismaObject('Session', {
  description:
    'A browser that is signed in to the dashboard. It ends by itself, when it is revoked, and with the access token it was started with.',
  authScopes: { user: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `sess_…`.' }),
    via: t.expose('via', { type: SignInMethodEnum, description: 'How the user signed in.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of the sign-in.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      description: 'Time of the last use, accurate to a minute.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      select: { expiresAt: true, lastUsedAt: true },
      description:
        'Time at which the session ends unless it is used before: SESSION_IDLE_HOURS after the last use, at most SESSION_HOURS after the sign-in.',
      resolve: ({ expiresAt, lastUsedAt }, _args, { app }) =>
        new Date(
          Math.min(expiresAt.getTime(), hoursAfter(lastUsedAt, app.sessionLimits.idleHours).getTime()),
        ),
    }),
    userAgent: t.exposeString('userAgent', {
      description: 'What the browser called itself at the sign-in. Empty if it did not say.',
    }),
    network: t.exposeString('network', {
      description: 'Where the sign-in came from: an IPv4 address, or the network of an IPv6 address.',
    }),
  }),
});

builder.objectFields(ViewerType, (t) => ({
  session: t.prismaField({
    type: SessionType,
    nullable: true,
    description: 'Session that the request belongs to. null if it was sent with a token instead.',
    resolve: (query, { credential }, _args, { app }) =>
      credential.kind === 'session'
        ? app.database.prisma.session.findUnique({ ...query, where: { id: credential.sessionId } })
        : null,
  }),
  sessions: t.prismaField({
    type: [SessionType],
    description: `Sessions of the viewer that are valid, newest first, at most ${MAX_SESSIONS}. A sign-in beyond them ends the oldest.`,
    resolve: (query, viewer, _args, { app }) => {
      const now = app.now();
      const idleSince = hoursAfter(now, -app.sessionLimits.idleHours);
      return app.database.prisma.session.findMany({
        ...query,
        where: {
          userId: viewer.actor.id,
          revokedAt: null,
          expiresAt: { gt: now },
          lastUsedAt: { gt: idleSince },
          AND: [
            { OR: [{ accessTokenId: null }, { accessToken: { revokedAt: null } }] },
            { OR: [{ adminTokenHash: null }, { adminTokenHash: app.adminTokenHash }] },
          ],
        },
        orderBy: { id: 'desc' },
        take: MAX_SESSIONS,
      });
    },
  }),
}));
