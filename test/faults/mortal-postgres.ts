/** A Postgres that can be killed as a crash kills it, and comes back on the same port with the same data. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { clusterName, openCluster } from '#src/platform/embedded-postgres/embedded-cluster.ts';
import { locate } from '#src/platform/embedded-postgres/embedded-location.ts';
import {
  readLastLines,
  spawnPostmaster,
  stopLeftover,
  stopPostmaster,
} from '#src/platform/embedded-postgres/postmaster.ts';
import { createLogger } from '#src/platform/logger.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { childrenOf } from '#test/faults/children-of.ts';
import { findQuietPort } from '#test/faults/quiet-port.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

export interface MortalPostgres extends AsyncDisposable {
  /** A database with all tables and no rows. Answers with its URL. */
  createDatabase(): Promise<string>;
  /** kill -9 of all its processes. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/**
 * What is committed must survive a kill: so commits are written before they are answered. They need not reach the disk,
 * as the machine itself does not fail.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  fsync: 'off',
  max_connections: '600',
  // A statement that is held up is found by its text.
  track_activity_query_size: '16384',
};

const START_WITHIN_MS = 60_000;
/** For the harness itself, which must not fail where the machine is busy. */
const CONNECT_WITHIN_MS = 30_000;

export async function startMortalPostgres(): Promise<MortalPostgres> {
  const dataDir = await makeTemporaryFolder();
  const location = await locate(dataDir);
  const { data, password } = await openCluster(location, false);
  const port = await findQuietPort();
  const urlOf = (database: string) =>
    `postgres://${clusterName}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;

  async function start(): Promise<ChildProcess> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const deadline = performance.now() + START_WITHIN_MS;
    for (;;) {
      await stopLeftover(data);
      const child = await spawnPostmaster(location, ['-D', data, '-p', String(port), ...flags]);
      while (isRunning(child)) {
        if (await runSql(urlOf('postgres'), 'SELECT 1').catch(() => null)) return child;
        if (performance.now() > deadline) break;
        await delay(50);
      }
      // The shared memory of those just killed may not be gone yet.
      await stopPostmaster(child);
      if (performance.now() > deadline) {
        throw new Error(`PostgreSQL did not come up:\n${await readLastLines(location.folder)}`);
      }
      await delay(250);
    }
  }

  let child = await start();
  let databases = 0;
  await runSql(urlOf('postgres'), 'CREATE DATABASE gogreen_template');
  await migrate(urlOf('gogreen_template'), createLogger('warn'));
  await runSql(urlOf('postgres'), 'ALTER DATABASE gogreen_template ALLOW_CONNECTIONS false');
  return {
    async createDatabase() {
      databases += 1;
      const name = `faults_${databases}`;
      await runSql(urlOf('postgres'), `CREATE DATABASE ${name} TEMPLATE gogreen_template`);
      return urlOf(name);
    },
    async kill() {
      const processes = await childrenOf(child.pid ?? 0);
      await end(child);
      for (const pid of processes) killIfThere(pid);
    },
    async restart() {
      child = await start();
    },
    async [Symbol.asyncDispose]() {
      await stopPostmaster(child);
      // As root it may be a link, to where the user of Postgres can go.
      const folder = await realpath(path.join(dataDir, 'postgres')).catch(() => dataDir);
      await rm(folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function runSql<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  child.ref();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Those of a server whose first process is gone end by themselves as well. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}
