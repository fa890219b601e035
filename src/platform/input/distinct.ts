import { InvalidInputError } from '../errors.ts';
import { shown } from './limits.ts';

/** Entries of a list to filter by. Far more than there are types, statuses or flags that anybody names. */
export const MAX_LISTED = 1_000;
/** For the descriptions of such lists. */
export const LISTED = `At most ${shown(MAX_LISTED)} entries.`;

/**
 * Each value once. Prisma writes a parameter for each entry of a list, so a filter that repeats the same few values without
 * end would be a statement of any size. Fails with InvalidInputError, which names the field at `path`, for a list that is
 * too long.
 */
export function distinct<Value>(values: readonly Value[], path: string): Value[] {
  if (values.length <= MAX_LISTED) return [...new Set(values)];
  throw new InvalidInputError([{ path, message: `at most ${shown(MAX_LISTED)} entries` }]);
}
