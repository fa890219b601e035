import { openToClientKeys } from '../access/client-keys.ts';
import { isUser } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { builder } from '../graphql/builder.ts';
import { AccessTokenType, listedTokens } from './access-token.schema.ts';
import { UserKindEnum } from './user.schema.ts';

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is asking, as the access token says.',
  fields: (t) => ({
    id: t.string({
      description: 'The id of the user or of the client key.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.id,
    }),
    email: t.string({
      nullable: true,
      description: 'Their e-mail address, if they have one.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.email,
    }),
    name: t.string({
      description: 'Their name.',
      extensions: openToClientKeys,
      resolve: ({ actor }) => actor.name,
    }),
    kind: t.field({
      type: UserKindEnum,
      nullable: true,
      description: 'A person or a service account; null for a client key.',
      extensions: openToClientKeys,
      resolve: async ({ actor }, _args, { app }) =>
        (await app.database.prisma.user.findUnique({ where: { id: actor.id }, select: { kind: true } }))
          ?.kind,
    }),
    isOwner: t.exposeBoolean('isOwner', {
      description: 'Whether they are an owner of this instance, who may do everything in every project.',
      extensions: openToClientKeys,
    }),
    accessTokens: t.prismaField({
      type: [AccessTokenType],
      extensions: openToClientKeys,
      description:
        'Their access tokens, newest first; those that ended more than 30 days ago are left out. A client key has none.',
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
    description: 'Who is asking: a person, a service account or a client key.',
    // A client key may know itself.
    skipTypeScopes: true,
    authScopes: { authenticated: true },
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
