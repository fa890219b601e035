/** The top-level errors of a request whose client is not known, not allowed or cannot be answered at the moment. */

import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { clientKeysSentence } from '../access/client-keys.ts';
import { isUser } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';

/** For a token that is not valid. */
export function unauthenticated(message: string, cause: Error): GraphQLError {
  return Object.assign(challenge(message, 'Bearer realm="GoGreen", error="invalid_token"'), { cause });
}

export function tokenMissing(): GraphQLError {
  return challenge(TOKEN_MISSING, 'Bearer realm="GoGreen"');
}

const TOKEN_MISSING =
  'Send an access token: Authorization: Bearer <token>, over WebSocket also as "authorization" in connectionParams.';

/** The header is what HTTP requires of a 401, in the form of RFC 6750. */
function challenge(message: string, authenticate: string): GraphQLError {
  const http = { status: 401, headers: { 'WWW-Authenticate': authenticate } };
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http } });
}

/** For the `unauthorizedError` of a field with a sentence of its own. */
export function refusedBy(sentence: string) {
  return (_parent: unknown, _args: unknown, { viewer }: { viewer: Viewer | null }) =>
    refusal(viewer, sentence);
}

/** The error for a viewer without a permission, whose sentence names who has it. */
export function refusal(viewer: Viewer | null, sentence: string): GraphQLError {
  if (viewer === null) return tokenMissing();
  return new GraphQLError(isUser(viewer) ? sentence : clientKeysSentence, {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** Something that the request needs cannot be reached, such as the database. */
export function unavailable(message: string, location: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, {
    ...location,
    extensions: { code: 'UNAVAILABLE', http: { status: 503 } },
  });
}
