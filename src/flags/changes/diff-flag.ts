/** What changed between two states of a flag. */

import type { FlagChange, FlagState } from './change.ts';
import { changes } from './registry.ts';

/**
 * The typed changes from one state to another; none when nothing changed. Null stands for before the flag's creation
 * and after its deletion. `environmentName` is used in the sentences; null when no environment is concerned.
 */
export function diffFlag(
  before: FlagState | null,
  after: FlagState | null,
  environmentName: string | null,
): FlagChange[] {
  const place = environmentName === null ? '' : ` in ${environmentName}`;
  return changes.flatMap((change) => change.find(before, after, place));
}
