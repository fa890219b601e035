/** Client keys and server keys as they can be read: never the key itself. */

import { openToClientKeys } from '../../access/client-keys.ts';
import { mayGrantAccess } from '../../access/permissions.ts';
import { listedTokens } from '../../accounts/access-token.schema.ts';
import { ViewerType } from '../../accounts/viewer.schema.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { EnvironmentType } from '../environment.schema.ts';

export const ClientKeyType = keyType(
  'ClientKey',
  'Key that a frontend sends as `Authorization: Bearer <key>` or `X-API-Key: <key>` to evaluate flags and to subscribe to their changes in one environment. It is not a secret. The key itself is not stored.',
);

export const ServerKeyType = keyType(
  'ServerKey',
  'Key that a backend sends as `Authorization: Bearer <key>` or `X-API-Key: <key>` to read the rules of the flags of one environment, to evaluate them and to subscribe to their changes. It is a secret. The key itself is not stored.',
);

function keyType(variant: 'ClientKey' | 'ServerKey', description: string) {
  return builder.prismaObject('AccessToken', {
    variant,
    description,
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id, `tok_…`.', extensions: openToClientKeys }),
      name: t.exposeString('name', { description: 'Purpose of the key.', extensions: openToClientKeys }),
      lastFour: t.exposeString('lastFour', {
        description: 'Last four characters of the key.',
        extensions: openToClientKeys,
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
      createdBy: t.field({
        type: ActorType,
        description: 'User who created the key. Not readable with the key itself.',
        resolve: ({ createdBy }) => createdBy,
      }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Time of expiry. null if the key does not expire.',
        extensions: openToClientKeys,
      }),
      revokedAt: t.expose('revokedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Time of revocation. null if the key was not revoked.',
      }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Time of the last use, accurate to a minute. null if the key was never used.',
      }),
      environment: t.relation('environment', {
        type: EnvironmentType,
        nullable: true,
        description: 'Environment of the key.',
        extensions: openToClientKeys,
      }),
    }),
  });
}

builder.prismaObjectFields(EnvironmentType, (t) => ({
  clientKeys: t.relation('accessTokens', {
    type: ClientKeyType,
    description:
      'Client keys of the environment, newest first. Keys that expired or were revoked more than 30 days ago are left out. Only for admins of the project.',
    authScopes: ({ projectId }) => ({ mayIn: { permission: mayGrantAccess, projectId } }),
    query: (_args, { app }) => listedKeys(app.now(), false),
  }),
  serverKeys: t.relation('accessTokens', {
    type: ServerKeyType,
    description:
      'Server keys of the environment, newest first. Keys that expired or were revoked more than 30 days ago are left out. Only for admins of the project.',
    authScopes: ({ projectId }) => ({ mayIn: { permission: mayGrantAccess, projectId } }),
    query: (_args, { app }) => listedKeys(app.now(), true),
  }),
}));

function listedKeys(now: Date, isServerKey: boolean) {
  const { where, orderBy } = listedTokens(now);
  return { where: { ...where, isServerKey }, orderBy };
}

builder.objectFields(ViewerType, (t) => ({
  clientKey: t.prismaField({
    type: ClientKeyType,
    nullable: true,
    description: 'Client key of the request. null for a server key, a person or a service account.',
    extensions: openToClientKeys,
    resolve: (query, { actor, clientOf }, _args, { app }) =>
      clientOf?.kind === 'client'
        ? app.database.prisma.accessToken.findUnique({ ...query, where: { id: actor.id } })
        : null,
  }),
  serverKey: t.prismaField({
    type: ServerKeyType,
    nullable: true,
    description: 'Server key of the request. null for a client key, a person or a service account.',
    extensions: openToClientKeys,
    resolve: (query, { actor, clientOf }, _args, { app }) =>
      clientOf?.kind === 'server'
        ? app.database.prisma.accessToken.findUnique({ ...query, where: { id: actor.id } })
        : null,
  }),
}));
