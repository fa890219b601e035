/** The mutations that give applications access to an environment, and take it. */

import { mayGrantAccess } from '../../access/permissions.ts';
import { MAX_TOKEN_YEARS } from '../../accounts/store-token.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../../platform/input/limits.ts';
import { ClientKeyType, ServerKeyType } from './environment-key.schema.ts';
import { createClientKey, createServerKey, revokeClientKey, revokeServerKey } from './environment-keys.ts';

const clientKeyPayload = commandPayloads<{ clientKeyId: string }>((t) => ({
  clientKey: t.prismaField({
    type: ClientKeyType,
    description: 'The client key.',
    resolve: (query, { clientKeyId }, _args, { app }) =>
      app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: clientKeyId } }),
  }),
}));

const CreateClientKeyPayload = clientKeyPayload<{ clientKeyId: string; key: string }>(
  'CreateClientKeyPayload',
  'Result of creating a client key.',
  (t) => ({
    key: t.exposeString('key', { description: 'The key itself. It is shown only once and is not stored.' }),
  }),
);

commandField('createClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Creates a client key. A frontend uses it to evaluate the flags of one environment and to subscribe to their changes. It allows nothing else, so it can be shipped to browsers.',
  input: builder.inputType('CreateClientKeyInput', {
    description: 'Client key to create.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
      name: t.string({
        required: true,
        description: `Purpose of the key, 1 to ${MAX_NAME_LENGTH} characters.`,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        description: `Time of expiry, at most ${MAX_TOKEN_YEARS} years from now. Default: the key does not expire.`,
      }),
    }),
  }),
  payload: CreateClientKeyPayload,
  run: createClientKey,
});

commandField('revokeClientKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Revokes a client key. Open subscriptions and streams of the key end at once; where that notification is lost, within half a minute.',
  input: builder.inputType('RevokeClientKeyInput', {
    description: 'Client key to revoke.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      clientKeyId: t.id({ required: true, description: 'The id of the client key, `tok_…`.' }),
    }),
  }),
  payload: clientKeyPayload('RevokeClientKeyPayload', 'Result of revoking a client key.'),
  run: revokeClientKey,
});

const serverKeyPayload = commandPayloads<{ serverKeyId: string }>((t) => ({
  serverKey: t.prismaField({
    type: ServerKeyType,
    description: 'The server key.',
    resolve: (query, { serverKeyId }, _args, { app }) =>
      app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: serverKeyId } }),
  }),
}));

const CreateServerKeyPayload = serverKeyPayload<{ serverKeyId: string; key: string }>(
  'CreateServerKeyPayload',
  'Result of creating a server key.',
  (t) => ({
    key: t.exposeString('key', { description: 'The key itself. It is shown only once and is not stored.' }),
  }),
);

commandField('createServerKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Creates a server key. A backend uses it to read the rules of the flags of one environment, to evaluate them and to subscribe to their changes. It allows nothing else. Rules name the people that they are about, so it is a secret and must not be shipped to browsers.',
  input: builder.inputType('CreateServerKeyInput', {
    description: 'Server key to create.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
      name: t.string({
        required: true,
        description: `Purpose of the key, 1 to ${MAX_NAME_LENGTH} characters.`,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        description: `Time of expiry, at most ${MAX_TOKEN_YEARS} years from now. Default: the key does not expire.`,
      }),
    }),
  }),
  payload: CreateServerKeyPayload,
  run: createServerKey,
});

commandField('revokeServerKey', {
  may: mayGrantAccess,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Revokes a server key. Open subscriptions and streams of the key end at once; where that notification is lost, within half a minute.',
  input: builder.inputType('RevokeServerKeyInput', {
    description: 'Server key to revoke.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      serverKeyId: t.id({ required: true, description: 'The id of the server key, `tok_…`.' }),
    }),
  }),
  payload: serverKeyPayload('RevokeServerKeyPayload', 'Result of revoking a server key.'),
  run: revokeServerKey,
});
