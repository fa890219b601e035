import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../error-code.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';
import { startOf } from './running-process.ts';

/**
 * Makes this process the only one that may start or stop the Postgres of `folder`, by a file `owner` with its id and
 * start time. The file of a process that has ended is ignored. Fails when its process is alive. Returns how to release
 * the folder.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'owner');
  const draft = path.join(folder, `owner.${process.pid}`);
  await writeFile(draft, `${process.pid} ${startOf(process.pid)}\n`);
  try {
    // A link is created atomically, and fails if the name exists.
    while (!(await tryLink(draft, file))) {
      const holder = await readFile(file, 'utf8').catch(() => undefined);
      if (holder === undefined) continue;
      const [pid = '', ...started] = holder.trim().split(' ');
      if (startOf(Number(pid)) === started.join(' ')) {
        throw new EmbeddedPostgresError(
          `Another GoGreen (process ${pid}) is using the database in ${folder}. Stop it first, or set DATA_DIR to another folder.`,
        );
      }
      await rename(file, `${draft}.stale`).catch(() => undefined);
      await rm(`${draft}.stale`, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
  return () => rm(file, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}
