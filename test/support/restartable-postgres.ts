/** A PostgreSQL of a test's own that can be taken away and brought back, on the same port and with its data. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { openCluster } from '#src/platform/embedded-postgres/embedded-cluster.ts';
import { locate } from '#src/platform/embedded-postgres/embedded-location.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres/embedded-postgres.ts';
import { spawnPostmaster, stopPostmaster } from '#src/platform/embedded-postgres/postmaster.ts';
import { createLogger } from '#src/platform/logger.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

export interface RestartablePostgres extends AsyncDisposable {
  /** Of a database with all tables. */
  url: string;
  /** Ends it as an operator does: those who are connected are told. */
  stop(): Promise<void>;
  /** Ends it as a crash does. What was committed is there after the next start. */
  crash(): Promise<void>;
  /** Resolves as soon as its process runs, before it answers. */
  begin(): Promise<void>;
  /** As `begin`; resolves when it answers. */
  start(): Promise<void>;
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  // Commits are written, if not to the disk: a crash of Postgres loses none, one of the machine would.
  fsync: 'off',
  max_connections: '200',
};

export async function startRestartablePostgres(): Promise<RestartablePostgres> {
  const dataDir = await makeTemporaryFolder();
  // Makes the files and the database, and finds a free port.
  const first = await startEmbeddedPostgres({
    dataDir,
    log: createLogger('warn'),
    settings: { fsync: 'off' },
  });
  await migrate(first.url, createLogger('warn'));
  await first.stop();
  const { url } = first;
  const location = await locate(dataDir);
  const { data } = await openCluster(location, false);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ChildProcess | undefined;

  async function begin(): Promise<void> {
    server = await spawnPostmaster(location, ['-D', data, '-p', new URL(url).port, ...flags]);
  }
  async function start(): Promise<void> {
    await begin();
    while (!(await answers(url))) await delay(20);
  }
  async function crash(): Promise<void> {
    if (!server || server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.ref();
    server.kill('SIGQUIT');
    await exited;
  }
  await start();
  return {
    url,
    begin,
    start,
    crash,
    stop: async () => server && stopPostmaster(server),
    async [Symbol.asyncDispose]() {
      await crash();
      const folder = await realpath(path.join(dataDir, 'postgres')).catch(() => dataDir);
      await rm(folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
