/** The GraphQL server, and how its errors are presented. */

import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import type { Context } from '../../graphql/context.ts';
import { unavailable } from '../../graphql/refusals.ts';
import type { App } from '../../platform/app.ts';
import { CommandError, InvalidInputError } from '../../platform/errors.ts';
import {
  hasChangedNothing,
  isDatabaseUnavailable,
  unavailableReason,
} from '../../platform/postgres/database-unavailable.ts';
import { isTextRefusal } from '../../platform/postgres/db.ts';
import type { Serving } from '../serving.ts';
import { hideValuesInErrors, withoutValues } from './error-text.ts';
import { completeAnswers } from './http-answers.ts';
import type { Initial } from './initial.ts';
import { createParserCache, limitOperations } from './operation-limits.ts';
import { refuseProtoKeys } from './proto-keys.ts';
import { schema } from './schema.ts';
import { shareConnections } from './share-connections.ts';
import { shareExecutions } from './shared-execution.ts';
import { limitSubscriptions } from './subscription-lifetime.ts';

export type GraphqlServer = YogaServerInstance<Initial, Context>;

/** `closing` aborts when the server closes: live subscriptions then break off. */
export function createGraphql(serving: Serving, closing: AbortSignal): GraphqlServer {
  const { app, settings } = serving;
  return createYoga<Initial, Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    multipart: false,
    cors: false,
    logging: false,
    context: async ({ findViewer }) => ({ app, viewer: await findViewer() }),
    maskedErrors: { maskError: (error) => presentError(app, error) },
    // http/pages serves it.
    graphiql: false,
    parserAndValidationCache: createParserCache(),
    plugins: [
      completeAnswers,
      shareExecutions,
      hideValuesInErrors,
      limitOperations(settings),
      refuseProtoKeys,
      limitSubscriptions({ ...serving, closing }),
      shareConnections,
    ],
  });
}

/** Expected errors keep their message; anything else is logged, and the client gets the id of the log entry. */
function presentError(app: App, error: unknown): Error {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && !original) return error;
  const at = error instanceof GraphQLError ? error : null;
  const location = {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    path: at?.path ?? null,
  };
  // The outer message says more, such as which variable is wrong and where.
  if (at && original instanceof GraphQLError)
    return new GraphQLError(withoutValues(at.message), { ...location, extensions: original.extensions });
  if (isTextRefusal(original))
    return new GraphQLError(NO_NUL, { ...location, extensions: { code: 'INVALID_INPUT' } });
  if (original instanceof CommandError) {
    const issues = original instanceof InvalidInputError ? { issues: original.issues } : {};
    return new GraphQLError(original.message, {
      ...location,
      extensions: { code: original.code, ...issues },
    });
  }
  if (isDatabaseUnavailable(original)) {
    // Deeper fields are read after a command has committed.
    const isUnchanged = location.path?.length === 1 && (isOnlyReading(at) || hasChangedNothing(original));
    const next = isUnchanged ? TRY_AGAIN_UNCHANGED : TRY_AGAIN;
    return unavailable(`${unavailableReason(original)}${next}`, location);
  }
  const id = randomUUID();
  app.log.error(
    { err: original, errorId: id, path: location.path?.join('.') },
    'a request failed unexpectedly',
  );
  return new GraphQLError(`Something went wrong on our side. The log has it as ${id}.`, {
    ...location,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: id },
  });
}

/** A document without the word contains no mutation. */
function isOnlyReading(error: GraphQLError | null): boolean {
  return error?.source !== undefined && !/\bmutation\b/.test(error.source.body);
}

const TRY_AGAIN_UNCHANGED = '; nothing was changed. Try again in a moment.';
const TRY_AGAIN = '. Try again in a moment; if this was a change, check first whether it was made.';
const NO_NUL = 'Text must not contain U+0000; remove it.';
