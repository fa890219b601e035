/** The cursors of lists that Prisma reads in pages: each stands for the id of an entry. */

import { parsePrismaCursor } from '@pothos/plugin-prisma';
import { InvalidInputError } from '../platform/errors.ts';

interface Page {
  after?: string | null | undefined;
  before?: string | null | undefined;
}

/** The id that the cursor of a page stands for; null without one. Fails with InvalidInputError when it stands for none. */
export function idBehindCursor({ after, before }: Page): string | null {
  const cursor = after ?? before;
  if (cursor == null) return null;
  const id: unknown = parsePrismaCursor(cursor);
  // A cursor can hold other than text, with which Prisma would fail as if that were our fault.
  if (typeof id === 'string') return id;
  const path = after == null ? 'before' : 'after';
  throw new InvalidInputError([
    { path, message: 'is not a cursor of this connection; send one that it gave' },
  ]);
}
