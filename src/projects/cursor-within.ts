/** Cursors that come from somewhere else. */

import { idBehindCursor } from '../graphql/cursor-id.ts';

/** What a project has that is read in pages. */
type Relation = 'deliveries' | 'recoveries' | 'changeRequests' | 'experiments';

/**
 * A condition that holds only when the cursor stands for something of the same project. Prisma would look it up wherever
 * it is: that something with this id exists in another project, and where it comes in the order, could be seen by what
 * comes after it. With this it gives an empty page, as a cursor does that stands for nothing.
 */
export function cursorWithin(relation: Relation, page: Parameters<typeof idBehindCursor>[0]) {
  const id = idBehindCursor(page);
  return id === null ? {} : { project: { [relation]: { some: { id } } } };
}
