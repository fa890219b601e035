/** The mutation that ends a session from elsewhere. Signing in and out is not GraphQL: see http/session. */

import { mayHoldTokens } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { revokeSession } from './end-session.ts';
import { SessionType } from './session.schema.ts';

const payload = commandPayloads<{ sessionId: string }>((t) => ({
  session: t.prismaField({
    type: SessionType,
    description: 'The session.',
    resolve: (query, { sessionId }, _args, { app }) =>
      app.database.prisma.session.findUniqueOrThrow({ ...query, where: { id: sessionId } }),
  }),
}));

commandField('revokeSession', {
  may: mayHoldTokens,
  description:
    'Ends a session of the viewer. Owners of this instance can end any session. Its requests are refused, and its open subscriptions and sockets end, at once; where that notification is lost, the latter end within half a minute.',
  input: builder.inputType('RevokeSessionInput', {
    description: 'Session to end.',
    fields: (t) => ({
      sessionId: t.id({ required: true, description: 'The id of the session, `sess_…`.' }),
    }),
  }),
  payload: payload('RevokeSessionPayload', 'Result of ending a session.'),
  run: revokeSession,
});
