import type { SnapshotStore } from './snapshot-store.ts';

/** What this needs of `localStorage`, `sessionStorage` and the like. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Keeps the copy in a storage of the browser, under a key of its own for each name. */
export function webStore(storage: WebStorage, name = 'flags'): SnapshotStore {
  const key = `gogreen.${name}`;
  return {
    load: () => storage.getItem(key),
    save: (text) => storage.setItem(key, text),
  };
}
