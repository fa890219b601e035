/** One reader per project with subscribers, however many there are: it is made for the first and closed after the last. */
export interface SharedReaders<Reader> {
  /** Each `enter` needs its `leave`. */
  enter(projectId: string, make: () => Reader): Reader;
  leave(projectId: string): void;
}

export function createSharedReaders<Reader extends { close(): void }>(): SharedReaders<Reader> {
  const entries = new Map<string, { reader: Reader; subscribers: number }>();
  return {
    enter(projectId, make) {
      const entry = entries.get(projectId) ?? { reader: make(), subscribers: 0 };
      entries.set(projectId, entry);
      entry.subscribers += 1;
      return entry.reader;
    },
    leave(projectId) {
      const entry = entries.get(projectId);
      if (!entry) return;
      entry.subscribers -= 1;
      if (entry.subscribers > 0) return;
      entries.delete(projectId);
      entry.reader.close();
    },
  };
}
