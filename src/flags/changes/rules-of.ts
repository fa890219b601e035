import type { FlagState } from './change.ts';
import { type ShownRule, showRule } from './shown.ts';

/** The rules of the environment concerned, as they are shown. */
export function rulesOf({ flag, targeting }: FlagState): ShownRule[] {
  return (targeting?.rules ?? []).map((rule) => showRule(rule, flag.variations));
}
