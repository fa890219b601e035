/** Queues by key, served in turn: a long queue does not delay the short ones. */

export interface Lines<Item> {
  add(line: string, item: Item): void;
  /** Takes an item out of its line before its turn. */
  remove(line: string, item: Item): void;
  /**
   * At most so many: the first of each line, then the second of each, and so on. `mayTake` is asked for the next of a line; lines
   * that it refuses keep theirs.
   */
  take(count: number, mayTake?: (line: string, next: Item) => boolean): Item[];
  has(line: string): boolean;
  isEmpty(): boolean;
}

export function createLines<Item>(): Lines<Item> {
  // The line that was served longest ago comes first.
  const lines = new Map<string, Item[]>();

  return {
    add(line, item) {
      const items = lines.get(line);
      if (items) items.push(item);
      else lines.set(line, [item]);
    },
    remove(line, item) {
      const items = lines.get(line) ?? [];
      const at = items.indexOf(item);
      if (at >= 0) items.splice(at, 1);
      if (items.length === 0) lines.delete(line);
    },
    take(count, mayTake = () => true) {
      const taken: Item[] = [];
      for (const [line, items] of lines) {
        if (taken.length === count) break;
        if (!mayTake(line, items[0] as Item)) continue;
        taken.push(items.shift() as Item);
        lines.delete(line);
        // At the end again, where this loop finds it once more.
        if (items.length > 0) lines.set(line, items);
      }
      return taken;
    },
    has: (line) => lines.has(line),
    isEmpty: () => lines.size === 0,
  };
}
