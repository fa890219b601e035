/** One reader for each project with subscribers: it is opened for the first one and closed after the last. */
export interface SharedReaders<Reader> {
  /** Each `acquire` needs its `release`. */
  acquire(projectId: string, open: () => Reader): Reader;
  release(projectId: string): void;
  /** Those that are open. */
  all(): Reader[];
}

export function createSharedReaders<Reader extends { close(): void }>(): SharedReaders<Reader> {
  const entries = new Map<string, { reader: Reader; subscribers: number }>();
  return {
    acquire(projectId, open) {
      const entry = entries.get(projectId) ?? { reader: open(), subscribers: 0 };
      entries.set(projectId, entry);
      entry.subscribers += 1;
      return entry.reader;
    },
    release(projectId) {
      const entry = entries.get(projectId);
      if (!entry) return;
      entry.subscribers -= 1;
      if (entry.subscribers > 0) return;
      entries.delete(projectId);
      entry.reader.close();
    },
    all: () => [...entries.values()].map(({ reader }) => reader),
  };
}
