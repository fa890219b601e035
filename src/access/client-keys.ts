/**
 * What client keys and server keys can read over GraphQL, which is the same for both. Every user of an application has its
 * client key, so a field is closed to keys unless it is marked as open: targeting rules contain e-mail addresses, comments
 * and names describe the team. Server keys read the rules elsewhere, in the form that evaluation needs.
 */

import { defaultFieldResolver, GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import type { Viewer } from './viewer.ts';

/** For the `extensions` of a field that client keys and server keys may read. */
export const openToClientKeys = { openToClientKeys: true } as const;

export const clientKeysSentence =
  'A client key or a server key may only evaluate flags and subscribe to their changes, in its environment.';

/** Whether the viewer is a client key of the environment. `environmentId` null: all environments of the project. */
export function isOfClientKey(
  viewer: Viewer | null,
  { projectId, environmentId }: { projectId: string; environmentId: string | null },
): boolean {
  const clientOf = viewer?.clientOf;
  if (!clientOf || clientOf.projectId !== projectId) return false;
  return environmentId === null || environmentId === clientOf.environmentId;
}

/** Closes to keys all fields that are not open to them, except those of the root types, which have scopes. */
export function closeToClientKeys(schema: GraphQLSchema): GraphQLSchema {
  const roots: unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions['openToClientKeys'] === true) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (parent, args, context: { viewer: Viewer | null }, info) => {
        if (context.viewer?.clientOf) throw closed(type.name, field.name);
        return resolve(parent, args, context, info);
      };
    }
  }
  return schema;
}

function closed(type: string, field: string): GraphQLError {
  return new GraphQLError(
    `${type}.${field} cannot be read with a client key or server key. ${clientKeysSentence}`,
    {
      extensions: { code: 'FORBIDDEN' },
    },
  );
}
