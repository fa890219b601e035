/** GraphQL over HTTP and SSE: who is asking, what errors look like. */

import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import { authenticate, InvalidTokenError } from './accounts/authenticate.ts';
import { countedAt, type Viewer } from './accounts/viewer.ts';
import { unauthenticated } from './builder.ts';
import type { App, Context } from './context.ts';
import { CommandError, InvalidInputError } from './errors.ts';
import { hideValuesInErrors, withoutValues } from './graphql-error-text.ts';
import { createParserCache, limitOperations } from './graphql-limits.ts';
import { networkOf } from './platform/client-address.ts';
import { hasChangedNothing, isDatabaseAway } from './platform/database-away.ts';
import { isTextRefusal } from './platform/db.ts';
import { KeysUnavailableError } from './platform/json-web-keys.ts';
import { schema } from './schema.ts';
import { limitSubscriptions } from './subscription-limits.ts';

/** What a transport knows of a request: HTTP headers, or what a graphql-ws client sent when it connected. */
interface Initial {
  request?: Request;
  connectionParams?: Record<string, unknown> | undefined;
  /** Where the client is, for limits. */
  address?: string | undefined;
  /** Whether the client's WebSocket was opened with a valid token. */
  hasToken?: boolean;
  /** Aborts when the client's WebSocket is closed. */
  closed?: AbortSignal | undefined;
  /** Who is asking, where that was looked at before; undefined otherwise. */
  viewer?: Viewer | null | undefined;
}

export type GraphqlServer = YogaServerInstance<Initial, Context>;

export function createGraphql(app: App): GraphqlServer {
  return createYoga<Initial, Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    multipart: false,
    cors: false,
    logging: false,
    context: async (initial) => ({
      app,
      viewer: initial.viewer === undefined ? await viewerOf(app, initial) : initial.viewer,
    }),
    maskedErrors: { maskError: (error) => presentError(app, error) },
    // The HTTP shell serves it.
    graphiql: false,
    parserAndValidationCache: createParserCache(),
    plugins: [
      hideValuesInErrors,
      limitOperations(app.config),
      limitSubscriptions(app.config.subscriptionsPerToken),
    ],
  });
}

/** The viewer of a request. Fails with UNAUTHENTICATED when there is a token that is not valid. */
export async function viewerOf(
  { admin, database, oidc, now }: App,
  { request, connectionParams, address }: Initial,
): Promise<Viewer | null> {
  const fromSocket = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  const header =
    request?.headers.get('authorization') ?? (typeof fromSocket === 'string' ? fromSocket : null);
  try {
    const viewer = await authenticate(header, { admin, sql: database.pool, oidc, now: now() });
    return viewer && address ? countedAt(viewer, networkOf(address)) : viewer;
  } catch (error) {
    if (error instanceof InvalidTokenError)
      throw Object.assign(unauthenticated(error.message), { cause: error });
    if (error instanceof KeysUnavailableError) throw unavailable(ISSUER_AWAY);
    throw error;
  }
}

/** Errors that a command may answer with keep their words; anything else is logged, and only an id of it goes out. */
function presentError(app: App, error: unknown): Error {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && !original) return error;
  const at = error instanceof GraphQLError ? error : null;
  const place = {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    path: at?.path ?? null,
  };
  // The outer message says more: of a variable, which one and where in it.
  if (at && original instanceof GraphQLError)
    return new GraphQLError(withoutValues(at.message), { ...place, extensions: original.extensions });
  if (isTextRefusal(original))
    return new GraphQLError(NO_NUL, { ...place, extensions: { code: 'INVALID_INPUT' } });
  if (original instanceof CommandError) {
    const issues = original instanceof InvalidInputError ? { issues: original.issues } : {};
    return new GraphQLError(original.message, { ...place, extensions: { code: original.code, ...issues } });
  }
  if (isDatabaseAway(original)) {
    // Deeper fields are read once a command is done: of those nothing can be said.
    const isUnchanged = place.path?.length === 1 && (isOnlyReading(at) || hasChangedNothing(original));
    const message = isUnchanged ? AWAY_UNCHANGED : AWAY;
    return unavailable(message, place);
  }
  const id = randomUUID();
  app.log.error({ err: original, errorId: id, path: place.path?.join('.') }, 'a request failed unexpectedly');
  return new GraphQLError(`Something went wrong on our side. The log has it as ${id}.`, {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: id },
  });
}

/** A document without the word has no mutation in it. */
function isOnlyReading(error: GraphQLError | null): boolean {
  return error?.source !== undefined && !/\bmutation\b/.test(error.source.body);
}

function unavailable(message: string, place: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...place, extensions: { code: 'UNAVAILABLE', http: { status: 503 } } });
}

const ISSUER_AWAY =
  'The OIDC issuer does not give its keys at the moment, so this JWT cannot be checked; the log says why. Try again in a moment.';
const AWAY_UNCHANGED =
  'The database cannot be reached at the moment; nothing was changed. Try again in a moment.';
const AWAY =
  'The database cannot be reached at the moment. Try again in a moment; if this was a change, look first whether it was made.';
const NO_NUL = 'Text must not contain U+0000; remove it.';
