/** A flag's behaviour by environment, and the one it has where nobody has changed it yet. */

import type { FlagSnapshot, Targeting } from '../flag.ts';

/** Behaviour by environment id, as it is stored with the flag. */
export type TargetingByEnvironment = { [environmentId: string]: Targeting };

/**
 * How a flag behaves in an environment where it was never changed: off, without rules. A boolean flag is false when off
 * and true when on; another serves its first variation either way, so that switching it on changes nothing by itself.
 *
 * It is written out for every environment at each change of the flag, with the variations as they were before: so a
 * later change of the variations cannot alter silently what an untouched environment serves.
 */
export function defaultTargeting({ kind, variations }: Pick<FlagSnapshot, 'kind' | 'variations'>): Targeting {
  const keyOf = (value: boolean) => variations.find((variation) => variation.value === value)?.key;
  const first = variations[0]?.key ?? '';
  return {
    enabled: false,
    rules: [],
    fallthrough: { variation: (kind === 'BOOLEAN' && keyOf(true)) || first },
    offVariation: (kind === 'BOOLEAN' && keyOf(false)) || first,
  };
}
