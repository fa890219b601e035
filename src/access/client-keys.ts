/**
 * What client keys can read. They are in the hands of everybody who opens the pages of an application, so every field is
 * closed to them unless it says otherwise: targeting rules hold e-mail addresses, comments and names tell of the team.
 */

import { defaultFieldResolver, GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import type { Viewer } from './viewer.ts';

/** For the `extensions` of a field that client keys may read. */
export const openToClientKeys = { openToClientKeys: true } as const;

/** What somebody is told who asks for more with a client key. */
export const clientKeysSentence =
  'A client key may evaluate flags and subscribe to their changes, in its environment; nothing else.';

/** Whether the viewer is a client key of the environment that something is about, or it is about all of them. */
export function isOfClientKey(
  viewer: Viewer | null,
  { projectId, environmentId }: { projectId: string; environmentId: string | null },
): boolean {
  const clientOf = viewer?.clientOf;
  if (!clientOf || clientOf.projectId !== projectId) return false;
  return environmentId === null || environmentId === clientOf.environmentId;
}

/** Closes all fields that are not open to client keys; those of the root types have scopes, which say it themselves. */
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
  return new GraphQLError(`${type}.${field} cannot be read with a client key. ${clientKeysSentence}`, {
    extensions: { code: 'FORBIDDEN' },
  });
}
