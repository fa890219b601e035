/** The mutations on the access tokens of people and service accounts. */

import { mayHoldTokens } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { AccessTokenType } from './access-token.schema.ts';
import { createAccessToken, revokeAccessToken } from './access-tokens.ts';

const CreateAccessTokenPayload = builder
  .objectRef<{ accessTokenId: string; token: string }>('CreateAccessTokenPayload')
  .implement({
    description: 'The token was made.',
    fields: (t) => ({
      token: t.exposeString('token', { description: 'The token. It is shown this once, and not kept.' }),
    }),
  });
const RevokeAccessTokenPayload = builder
  .objectRef<{ accessTokenId: string }>('RevokeAccessTokenPayload')
  .implement({ description: 'The token is not valid any more.' });

for (const payload of [CreateAccessTokenPayload, RevokeAccessTokenPayload]) {
  builder.objectField(payload as typeof RevokeAccessTokenPayload, 'accessToken', (t) =>
    t.prismaField({
      type: AccessTokenType,
      description: 'What is known of it.',
      resolve: (query, { accessTokenId }, _args, { app }) =>
        app.database.prisma.accessToken.findUniqueOrThrow({ ...query, where: { id: accessTokenId } }),
    }),
  );
}

commandField('createAccessToken', {
  may: mayHoldTokens,
  description:
    'Makes an access token for whoever asks or, by an owner of this instance, for any other person or service account: to hand over to them. `createdBy` and the audit log say who made it.',
  input: builder.inputType('CreateAccessTokenInput', {
    description: 'A new access token.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'What it is for, 1 to 200 characters.' }),
      userId: t.id({ description: 'The user that it is for, `user_…`; left out: yourself.' }),
      expiresAt: t.field({
        type: 'DateTime',
        description:
          'From when on it is not valid any more, at most 10 years from now; left out: it does not expire.',
      }),
    }),
  }),
  payload: CreateAccessTokenPayload,
  run: createAccessToken,
});

commandField('revokeAccessToken', {
  may: mayHoldTokens,
  description:
    'Ends an access token of your own or, by an owner of this instance, of anybody. What is open under it ends within half a minute.',
  input: builder.inputType('RevokeAccessTokenInput', {
    description: 'Which access token to end.',
    fields: (t) => ({
      accessTokenId: t.id({ required: true, description: 'The id of the token, `tok_…`.' }),
    }),
  }),
  payload: RevokeAccessTokenPayload,
  run: revokeAccessToken,
});
