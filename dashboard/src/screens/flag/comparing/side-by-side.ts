/** Two texts line by line beside each other: equal lines on the same height, and what differs opposite to what it was. */

import { diffArrays } from 'diff';

export interface Pair {
  left: string | null;
  right: string | null;
  isEqual: boolean;
}

export function sideBySide(left: string, right: string): Pair[] {
  const pairs: Pair[] = [];
  let removed: string[] = [];
  const flush = (added: string[]) => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1)
      pairs.push({ left: removed[at] ?? null, right: added[at] ?? null, isEqual: false });
    removed = [];
  };
  for (const part of diffArrays(left.split('\n'), right.split('\n'))) {
    if (part.removed) removed = part.value;
    else if (part.added) flush(part.value);
    else {
      flush([]);
      for (const line of part.value) pairs.push({ left: line, right: line, isEqual: true });
    }
  }
  flush([]);
  return pairs;
}
