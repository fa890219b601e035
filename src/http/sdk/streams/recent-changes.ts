/** What changed lately, so that readers that are a little behind need no statement. */

import type { RulesetChanges } from 'gogreen-engine';

type Flags = RulesetChanges['flags'];
type Change = Pick<RulesetChanges, 'from' | 'to' | 'flags'>;

/** Flags in all changes that are remembered together. */
const MAX_FLAGS = 10_000;

export interface RecentChanges {
  /** The next change. When it does not follow the one before, those before are forgotten. */
  add(change: Change): void;
  /** The present state of the flags that changed after a version; null when that is too long ago. */
  since(version: number): Flags | null;
  clear(): void;
}

export function createRecentChanges(maxFlags = MAX_FLAGS): RecentChanges {
  let changes: Change[] = [];
  let size = 0;

  function clear(): void {
    changes = [];
    size = 0;
  }
  return {
    clear,
    add({ from, to, flags }) {
      if (changes.at(-1)?.to !== from) clear();
      changes.push({ from, to, flags });
      size += sizeOf(flags);
      while (size > maxFlags) size -= sizeOf(changes.shift()?.flags ?? {});
    },
    since(version) {
      const [oldest] = changes;
      if (!oldest || version < oldest.from) return null;
      const later = changes.filter(({ to }) => to > version);
      // The usual case: a reader that has all but the last change.
      const [only = { flags: {} }] = later;
      if (later.length <= 1) return only.flags;
      return Object.fromEntries(later.flatMap(({ flags }) => Object.entries(flags)));
    },
  };
}

/** One more than there are, so that changes without flags are bounded as well. */
function sizeOf(flags: Flags): number {
  return Object.keys(flags).length + 1;
}
