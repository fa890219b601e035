import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#src/platform/embedded-postgres/embedded-postgres.ts';
import { isRunning } from '#src/platform/embedded-postgres/running-process.ts';
import { createLogger } from '#src/platform/logger.ts';

/** Nothing of it outlives the run, so nothing has to reach the disk. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** An empty PostgreSQL in the system's temporary folder; `stop` removes it. */
export async function startTemporaryPostgres(): Promise<EmbeddedPostgres> {
  await removeLeftovers();
  const dataDir = await makeTemporaryFolder();
  const link = path.join(dataDir, 'postgres');
  const remove = async () => {
    // As root it may be a link, to where the user of Postgres can go.
    const folder = await realpath(link).catch(() => link);
    await rm(folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const { url, stop } = await startEmbeddedPostgres({ dataDir, log: createLogger('warn'), settings: fast });
    return { url, stop: () => stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Open to all users: where we are root, Postgres runs as another one. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = path.join(tmpdir(), `gogreen-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  await chmod(folder, 0o755);
  return folder;
}

/** What killed runs left behind, recognised by the id of their process. Other users' stays: it is theirs. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^gogreen-(\d+)-[0-9a-f]{8}$/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
