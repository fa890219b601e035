/** Cursors that come from somewhere else. */

import { parsePrismaCursor } from '@pothos/plugin-prisma';

/** What a project has that is read in pages. */
type Relation = 'flags' | 'deliveries' | 'recoveries' | 'changeRequests' | 'experiments';

/**
 * A condition that holds only when the cursor stands for something of the same project. Prisma would look it up wherever
 * it is: that something with this id exists in another project, and where it comes in the order, could be seen by what
 * comes after it. With this it gives an empty page, as a cursor does that stands for nothing.
 */
export function cursorWithin(
  relation: Relation,
  { after, before }: { after?: string | null | undefined; before?: string | null | undefined },
) {
  const cursor = after ?? before;
  if (cursor == null) return {};
  return { project: { [relation]: { some: { id: String(parsePrismaCursor(cursor)) } } } };
}
