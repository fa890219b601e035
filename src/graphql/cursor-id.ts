/** The cursors of lists that Prisma reads in pages: each is the id of an entry. */

import { parsePrismaCursor } from '@pothos/plugin-prisma';
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
  const path = after == null ? 'before' : 'after';
  throw new InvalidInputError([
    { path, message: 'is not a cursor of this connection; send one that it gave' },
  ]);
}
