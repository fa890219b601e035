/** Lines in which something waits, served in turn: whoever has a long line does not delay those who have short ones. */

export interface Lines<Item> {
  add(line: string, item: Item): void;
  /** At most so many: the first of each line, then the second of each, and so on. */
  take(count: number): Item[];
  isEmpty(): boolean;
}

export function createLines<Item>(): Lines<Item> {
  // The line that was served longest ago comes first. A line that is added again moves to the end.
  const lines = new Map<string, { items: Item[]; served: number }>();

  return {
    add(line, item) {
      const known = lines.get(line);
      if (known) known.items.push(item);
      else lines.set(line, { items: [item], served: 0 });
    },
    take(count) {
      const taken: Item[] = [];
      for (const [line, waiting] of lines) {
        if (taken.length === count) break;
        taken.push(waiting.items[waiting.served] as Item);
        waiting.served += 1;
        lines.delete(line);
        if (waiting.served < waiting.items.length) lines.set(line, waiting);
      }
      return taken;
    },
    isEmpty: () => lines.size === 0,
  };
}
