import { openToClientKeys } from '../access/client-keys.ts';
import { isUser } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { builder } from '../graphql/builder.ts';
import { AccessTokenType, listedTokens } from './access-token.schema.ts';
import { UserKindEnum } from './user.schema.ts';

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Sender of the request, identified by the access token or the session.',
  fields: (t) => ({
    id: t.string({
      description: 'Id of the user, the client key or the server key.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.id,
    }),
    email: t.string({
      nullable: true,
      description: 'E-mail address, if there is one.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.email,
    }),
    name: t.string({
      description: 'Display name.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.name,
    }),
    kind: t.field({
      type: UserKindEnum,
      nullable: true,
      description: 'Kind of user. null for a client key or a server key.',
      extensions: openToClientKeys,
      resolve: async ({ actor }, _args, { app }) =>
        (await app.database.prisma.user.findUnique({ where: { id: actor.id }, select: { kind: true } }))
          ?.kind,
    }),
    isOwner: t.exposeBoolean('isOwner', {
      description: 'Whether the viewer is an owner of this instance, who may do everything in every project.',
      extensions: openToClientKeys,
    }),
    accessTokens: t.prismaField({
      type: [AccessTokenType],
      extensions: openToClientKeys,
      description:
        'Access tokens of the viewer, newest first. Tokens that expired or were revoked more than 30 days ago are left out. A client key or a server key has none.',
      resolve: (query, viewer, _args, { app }) => {
        if (!isUser(viewer)) return [];
        const { where, orderBy } = listedTokens(app.now());
        return app.database.prisma.accessToken.findMany({
          ...query,
          where: { ...where, userId: viewer.actor.id },
          orderBy,
        });
      },
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    description: 'Sender of the request: a person, a service account, a client key or a server key.',
    // A key may know itself.
    skipTypeScopes: true,
    authScopes: { authenticated: true },
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
