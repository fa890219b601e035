import { isDeepStrictEqual } from 'node:util';

/** Whether those that stand in both lists stand in another order; adding and removing is no reordering. */
export function reordered(before: string[], after: string[]): boolean {
  const kept = before.filter((key) => after.includes(key));
  const found = after.filter((key) => before.includes(key));
  return !isDeepStrictEqual(kept, found);
}
