/** The schema builder and its plugins. Types are defined beside what they describe, in `*.schema.ts` files. */

import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin, { type AuthFailure } from '@pothos/plugin-scope-auth';
import { DateTimeResolver, JSONResolver } from 'graphql-scalars';
import type PrismaTypes from '../../generated/pothos/types.ts';
import { getDatamodel } from '../../generated/pothos/types.ts';
import {
  type InstancePermission,
  isAllowed,
  isAllowedIn,
  isUser,
  mayReadProject,
  type ProjectPermission,
} from '../access/permissions.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { JsonValue } from '../platform/input/json.ts';
import type { Context } from './context.ts';
import { costOfField, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './field-cost.ts';
import { refusal } from './refusals.ts';

export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  AuthScopes: {
    /** Any valid token. */
    authenticated: boolean;
    /** Users and service accounts, not client keys. */
    user: boolean;
    /** A permission in the instance. Its sentence is the error of a viewer without it. */
    may: InstancePermission;
    /** A permission in a project. Its sentence is the error of a viewer without it. */
    mayIn: { permission: ProjectPermission; projectId: string };
  };
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: JsonValue; Output: unknown };
    ID: { Input: string; Output: string };
  };
}>({
  defaultFieldNullability: false,
  // Errors come first: they also catch what the later plugins throw.
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin, ComplexityPlugin],
  // operation-limits.ts rejects expensive operations before anything is resolved: the plugin itself would reject a
  // subscription only at its first event.
  complexity: { fieldComplexity: costOfField },
  errors: {
    directResult: true,
    defaultTypes: [InvalidInputError, NotFoundError, ConflictError, ForbiddenError],
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalise(fieldName)}Result`,
      description: 'Result of the mutation: its payload, or an error.',
    },
  },
  scopeAuth: {
    authScopes: ({ viewer }) => ({
      authenticated: viewer !== null,
      user: viewer !== null && isUser(viewer),
      may: (permission) => viewer !== null && isAllowed(viewer, permission),
      mayIn: ({ permission, projectId }) => viewer !== null && isAllowedIn(viewer, permission, projectId),
    }),
    unauthorizedError: (_parent, { viewer }, _info, { failure }) =>
      refusal(viewer, sentenceOf(failure) ?? mayReadProject.sentence),
    treatErrorsAsUnauthorized: false,
    // Except on root types, scopes are checked once for each object instead of for each field, by whatever path it is reached.
    runScopesOnType: true,
    // By default anybody could subscribe, and would be rejected only at the first event.
    authorizeOnSubscribe: true,
  },
  relay: {
    // An id is the same text in the API, the database and deliveries.
    encodeGlobalID: (_typename, id) => String(id),
    // node.schema.ts finds the type of an id.
    decodeGlobalID: (id) => ({ typename: '', id }),
    nodeQueryOptions: false,
    idFieldOptions: { description: 'Unique identifier.' },
    edgesFieldOptions: { description: 'Entries of the page.' },
    nodeFieldOptions: { description: 'The entry.' },
    cursorFieldOptions: { description: 'Cursor of the entry, for `after` and `before`.' },
    pageInfoFieldOptions: { description: 'Cursors of the page, and whether there are more entries.' },
    hasNextPageFieldOptions: { description: 'Whether there are entries after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there are entries before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first entry; null when the page is empty.' },
    endCursorFieldOptions: { description: 'Cursor of the last entry; null when the page is empty.' },
    firstArgOptions: {
      description: `Number of entries from the start. Default ${DEFAULT_PAGE_SIZE}, at most ${MAX_PAGE_SIZE}.`,
    },
    lastArgOptions: { description: `Number of entries from the end, at most ${MAX_PAGE_SIZE}.` },
    afterArgOptions: { description: 'Only entries after this cursor.' },
    beforeArgOptions: { description: 'Only entries before this cursor.' },
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'An object with a unique identifier.' },
    pageInfoTypeOptions: { description: 'Cursors of a page of a connection.' },
  },
  prisma: {
    client: ({ app }) => app.database.prisma,
    dmmf: getDatamodel(),
    // The tests fail on this warning: a missing `...query` is an N+1.
    onUnusedQuery: 'warn',
    exposeDescriptions: false,
  },
});

builder.addScalarType('DateTime', DateTimeResolver);
builder.addScalarType('JSON', JSONResolver);

builder.queryType({ description: 'Queries.', authScopes: { user: true } });
builder.mutationType({
  description: 'Mutations. Each returns its payload, or an error that implements Error.',
  authScopes: { user: true },
});
builder.subscriptionType({
  description: 'Live subscriptions, over SSE and over graphql-ws.',
  authScopes: { user: true },
});

/** The sentence of the missing permission; null when the scope was not a permission. */
function sentenceOf(failure: AuthFailure): string | null {
  if ('failures' in failure)
    return failure.failures.map(sentenceOf).find((sentence) => sentence !== null) ?? null;
  if (failure.kind !== 'AuthScope') return null;
  const { scope, parameter } = failure;
  if (scope === 'may') return (parameter as InstancePermission).sentence;
  return scope === 'mayIn' ? (parameter as { permission: ProjectPermission }).permission.sentence : null;
}

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
