/** The mutations on the access tokens of people and service accounts. */

import { mayHoldTokens } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { AccessTokenType } from './access-token.schema.ts';
import { createAccessToken, revokeAccessToken } from './access-tokens.ts';
import { MAX_TOKEN_YEARS } from './store-token.ts';

const payload = commandPayloads<{ accessTokenId: string }>((t) => ({
  accessToken: t.prismaField({
    type: AccessTokenType,
    description: 'The access token.',
    resolve: (query, { accessTokenId }, _args, { app }) =>
      app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: accessTokenId } }),
  }),
}));

const CreateAccessTokenPayload = payload<{ accessTokenId: string; token: string }>(
  'CreateAccessTokenPayload',
  'Result of creating an access token.',
  (t) => ({
    token: t.exposeString('token', {
      description: 'The token itself. It is shown only once and is not stored.',
    }),
  }),
);

commandField('createAccessToken', {
  may: mayHoldTokens,
  description:
    'Creates an access token for the viewer. Owners of this instance can create one for any person or service account. `createdBy` and the audit log show who created it.',
  input: builder.inputType('CreateAccessTokenInput', {
    description: 'Access token to create.',
    fields: (t) => ({
      name: t.string({
        required: true,
        description: `Purpose of the token, 1 to ${MAX_NAME_LENGTH} characters.`,
      }),
      userId: t.id({ description: 'Id of the user who gets the token, `user_…`. Default: the viewer.' }),
      expiresAt: t.field({
        type: 'DateTime',
        description: `Time of expiry, at most ${MAX_TOKEN_YEARS} years from now. Default: the token does not expire.`,
      }),
    }),
  }),
  payload: CreateAccessTokenPayload,
  run: createAccessToken,
});

commandField('revokeAccessToken', {
  may: mayHoldTokens,
  description:
    'Revokes an access token of the viewer. Owners of this instance can revoke any token. The sessions that it started end with it. Open subscriptions end at once; where that notification is lost, within half a minute.',
  input: builder.inputType('RevokeAccessTokenInput', {
    description: 'Access token to revoke.',
    fields: (t) => ({
      accessTokenId: t.id({ required: true, description: 'The id of the token, `tok_…`.' }),
    }),
  }),
  payload: payload('RevokeAccessTokenPayload', 'Result of revoking an access token.'),
  run: revokeAccessToken,
});
