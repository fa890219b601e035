/** The schema builder with its plugins. Types are defined next to what they describe, in `*.schema.ts` files. */

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
import { costOfField } from './field-cost.ts';
import { refusal } from './refusals.ts';

export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  AuthScopes: {
    /** Whoever sent a valid token. */
    authenticated: boolean;
    /** People and service accounts, not client keys. */
    user: boolean;
    /** Those who may do this in the instance. Whoever may not is told its sentence. */
    may: InstancePermission;
    /** Those who may do this in the project of that id. Whoever may not is told its sentence. */
    mayIn: { permission: ProjectPermission; projectId: string };
  };
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: JsonValue; Output: unknown };
    ID: { Input: string; Output: string };
  };
}>({
  defaultFieldNullability: false,
  // Errors come first: they also wrap what the later plugins throw.
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin, ComplexityPlugin],
  // What is too much, operation-limits.ts says, before anything is resolved: the plugin itself would refuse a subscription
  // only at its first event.
  complexity: { fieldComplexity: costOfField },
  errors: {
    directResult: true,
    defaultTypes: [InvalidInputError, NotFoundError, ConflictError, ForbiddenError],
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalise(fieldName)}Result`,
      description: 'What came of it: the payload, or an error that says what to do.',
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
    // Of what is no root: checked once for each object rather than for each of its fields, and by whatever path it is reached.
    runScopesOnType: true,
    // By default a subscription would be opened to everyone, and refused only when its first event comes.
    authorizeOnSubscribe: true,
  },
  relay: {
    // Ids are the same text everywhere.
    encodeGlobalID: (_typename, id) => String(id),
    // What kind of thing an id stands for, node.schema.ts decides.
    decodeGlobalID: (id) => ({ typename: '', id }),
    nodeQueryOptions: false,
    idFieldOptions: { description: 'The id, the same text everywhere.' },
    edgesFieldOptions: { description: 'The page.' },
    nodeFieldOptions: { description: 'What stands at this place.' },
    cursorFieldOptions: { description: 'The place, for `after` and `before`.' },
    pageInfoFieldOptions: { description: 'Where the page begins and ends, and whether there is more.' },
    hasNextPageFieldOptions: { description: 'Whether there is more behind this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there is more before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first entry; null when the page is empty.' },
    endCursorFieldOptions: { description: 'The cursor of the last entry; null when the page is empty.' },
    firstArgOptions: { description: 'At most so many, from the front; default 20, at most 100.' },
    lastArgOptions: { description: 'At most so many, from the back; at most 100.' },
    afterArgOptions: { description: 'Only what stands behind this cursor.' },
    beforeArgOptions: { description: 'Only what stands before this cursor.' },
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'An object with an id of its own.' },
    pageInfoTypeOptions: { description: 'Where a page of a connection begins and ends.' },
  },
  prisma: {
    client: ({ app }) => app.database.prisma,
    dmmf: getDatamodel(),
    // The tests fail on this warning: a forgotten `...query` is an N+1.
    onUnusedQuery: 'warn',
    exposeDescriptions: false,
  },
});

builder.addScalarType('DateTime', DateTimeResolver);
builder.addScalarType('JSON', JSONResolver);

builder.queryType({ description: 'What can be read.', authScopes: { user: true } });
builder.mutationType({
  description: 'What can be changed. Each answers with its payload or with an error that implements Error.',
  authScopes: { user: true },
});
builder.subscriptionType({
  description: 'What can be watched live, over SSE and over graphql-ws.',
  authScopes: { user: true },
});

/** Of the permission that was missing; null where none was asked for by name. */
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
