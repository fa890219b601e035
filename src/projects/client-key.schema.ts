/** Client keys as they can be read: never the key itself. */

import { openToClientKeys } from '../access/client-keys.ts';
import { mayGrantAccess } from '../access/permissions.ts';
import { listedTokens } from '../accounts/access-token.schema.ts';
import { ViewerType } from '../accounts/viewer.schema.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import { EnvironmentType } from './environment.schema.ts';

export const ClientKeyType = builder.prismaObject('AccessToken', {
  variant: 'ClientKey',
  description:
    'What a frontend sends as `Authorization: Bearer <key>`: it evaluates flags and subscribes to their changes in one environment, and may be known to everybody. The key itself is not kept.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `tok_…`.', extensions: openToClientKeys }),
    name: t.exposeString('name', { description: 'What it is for.', extensions: openToClientKeys }),
    lastFour: t.exposeString('lastFour', {
      description: 'Its last four characters, to tell keys apart.',
      extensions: openToClientKeys,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    createdBy: t.field({
      type: ActorType,
      description: 'Who made it. Not told to the key itself.',
      resolve: ({ createdBy }) => createdBy,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on it is not valid any more; null: it does not expire.',
      extensions: openToClientKeys,
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
    environment: t.relation('environment', {
      type: EnvironmentType,
      nullable: true,
      description: 'The only environment that it is for.',
      extensions: openToClientKeys,
    }),
  }),
});

builder.prismaObjectField(EnvironmentType, 'clientKeys', (t) =>
  t.relation('accessTokens', {
    type: ClientKeyType,
    description:
      'Its client keys, newest first, for admins of the project; those that ended more than 30 days ago are left out.',
    authScopes: ({ projectId }) => ({ mayIn: { permission: mayGrantAccess, projectId } }),
    query: (_args, { app }) => listedTokens(app.now()),
  }),
);

builder.objectField(ViewerType, 'clientKey', (t) =>
  t.prismaField({
    type: ClientKeyType,
    nullable: true,
    description: 'The client key that is asking; null for a person or a service account.',
    extensions: openToClientKeys,
    resolve: (query, { actor, clientOf }, _args, { app }) =>
      clientOf && app.database.prisma.accessToken.findUnique({ ...query, where: { id: actor.id } }),
  }),
);
