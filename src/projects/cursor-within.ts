/** Cursors that come from somewhere else. */

import { parsePrismaCursor } from '@pothos/plugin-prisma';

/** What a project has that is read in pages. */
type Relation = 'flags' | 'deliveries' | 'recoveries' | 'changeRequests' | 'experiments';

interface Page {
  after?: string | null | undefined;
  before?: string | null | undefined;
}

/**
 * A condition that holds only when the cursor stands for something of the same project. Prisma would look it up wherever
 * it is: that something with this id exists in another project, and where it comes in the order, could be seen by what
 * comes after it. With this it gives an empty page, as a cursor does that stands for nothing.
 */
export function cursorWithin(relation: Relation, page: Page) {
  const id = idBehindCursor(page);
  return id === null ? {} : { project: { [relation]: { some: { id } } } };
}

/** What the cursor of a page stands for; null without one. For what has no project of its own to be compared. */
export function idBehindCursor({ after, before }: Page): string | null {
  const cursor = after ?? before;
  return cursor == null ? null : String(parsePrismaCursor(cursor));
}
