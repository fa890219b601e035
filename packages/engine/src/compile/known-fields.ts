import { UnreadableError } from '../unreadable-error.ts';

/**
 * Whatever a clause, a serve or a rollout says decides what is served. An engine that left out a field that it does not know,
 * such as the salt of a hash, would serve something else without a word; so the flag fails instead.
 */
export function checkFields(value: object, known: readonly string[]): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      throw new UnreadableError(`has "${field}", which this version of gogreen-engine does not know`);
    }
  }
}
