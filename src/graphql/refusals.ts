/** The top-level errors of a request whose client is not known, not allowed or cannot be answered at the moment. */

import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { clientKeysSentence } from '../access/client-keys.ts';
import { isUser } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';

export function unauthenticated(message: string, cause?: Error): GraphQLError {
  const error = new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
  return cause ? Object.assign(error, { cause }) : error;
}

export function tokenMissing(): GraphQLError {
  return unauthenticated('Send an access token: Authorization: Bearer <token>.');
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
