/** The cursors of lists that Prisma reads in pages: each is the id of an entry. */

import { PothosValidationError } from '@pothos/core';
import { parsePrismaCursor } from '@pothos/plugin-prisma';
import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { InvalidInputError } from '../platform/errors.ts';

interface Page {
  after?: string | null | undefined;
  before?: string | null | undefined;
}

/** The id in the cursor of a page; null without a cursor. Fails with InvalidInputError when the cursor is not valid. */
export function idBehindCursor({ after, before }: Page): string | null {
  const cursor = after ?? before;
  if (cursor == null) return null;
  const id: unknown = parsePrismaCursor(cursor);
  // A cursor may hold another type, which would fail in Prisma as an internal error.
  if (typeof id === 'string') return id;
  throw invalidCursor(after == null ? 'before' : 'after');
}

/**
 * Pothos parses cursors before a list's own code runs, and its errors have no code and repeat the cursor. With this they are
 * as those of other lists.
 */
export function nameInvalidCursors(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const lists = types
    .flatMap((type) => Object.values(type.getFields()))
    .filter(({ args }) => args.some(({ name }) => name === 'after'));
  for (const list of lists) {
    const resolve = list.resolve ?? defaultFieldResolver;
    list.resolve = async (parent, args: Page, context, info) => {
      // Postgres would refuse the text, without the name of the argument.
      for (const path of ['after', 'before'] as const) if (hasNul(args[path])) throw invalidCursor(path);
      try {
        return await resolve(parent, args, context, info);
      } catch (error) {
        if (!(error instanceof PothosValidationError)) throw error;
        throw invalidCursor(isCursor(args.after) ? 'before' : 'after');
      }
    };
  }
  return schema;
}

function isCursor(text: string | null | undefined): boolean {
  if (text == null) return true;
  try {
    parsePrismaCursor(text);
    return true;
  } catch {
    return false;
  }
}

function hasNul(cursor: string | null | undefined): boolean {
  return Buffer.from(cursor ?? '', 'base64').includes(0);
}

function invalidCursor(path: keyof Page): InvalidInputError {
  return new InvalidInputError([
    { path, message: 'is not a cursor of this connection; send one that it gave' },
  ]);
}
