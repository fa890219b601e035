import { open, readFile, rename, rm } from 'node:fs/promises';
import type { SnapshotStore } from './snapshot-store.ts';

/**
 * Keeps the copy in a file, which only its owner may read: rulesets say whom rules are for. The file is replaced as a whole,
 * so that a crash leaves the old one or the new one. Its folder has to exist. Processes may share it.
 */
export function fileStore(path: string): SnapshotStore {
  let saves = 0;
  return {
    async load() {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if ((error as { code?: unknown }).code === 'ENOENT') return null;
        throw error;
      }
    },
    async save(text) {
      const unfinished = `${path}.${process.pid}.${++saves}.tmp`;
      try {
        const file = await open(unfinished, 'w', 0o600);
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
  };
}
