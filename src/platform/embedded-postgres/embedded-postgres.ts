import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { hasCode } from '../error-code.ts';
import type { Log } from '../logger.ts';
import { type Cluster, clusterName, openCluster } from './embedded-cluster.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';
import { type EmbeddedLocation, locate } from './embedded-location.ts';
import { claimFolder } from './embedded-owner.ts';
import { findFreePort } from './free-port.ts';
import { readLastLines, spawnPostmaster, stopLeftover, stopPostmaster } from './postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** Absolute. The database goes into its folder `postgres`. */
  dataDir: string;
  log: Log;
  /** Server settings beyond the defaults, such as `{ max_connections: '300' }`. */
  settings?: Record<string, string>;
  /** Called when the server ends without having been stopped. */
  onCrash?: (error: EmbeddedPostgresError) => void;
}

export interface EmbeddedPostgres {
  /** URL of the database `gogreen`, as its superuser. */
  url: string;
  /** Stops the server and waits for its end. Call it last, when nothing uses the database any more. */
  stop(): Promise<void>;
}

const quietDefaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements are reported to their client; here they would only fill the file.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/** Messages of Postgres after which a retry, with another port, may succeed. */
const retryable = /could not bind|Address already in use|pre-existing shared memory block/;
const MAX_ATTEMPTS = 20;

/**
 * Starts the embedded PostgreSQL on a free port of 127.0.0.1. The data is kept between runs. A killed run needs no
 * repair: its server ends by itself or is stopped here, then Postgres recovers. Fails with an `EmbeddedPostgresError` when
 * another GoGreen uses the folder, another major version created it, or Postgres does not start, with its last messages.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const location = await locate(options.dataDir);
  const release = await claimFolder(location.folder);
  try {
    const durable = options.settings?.['fsync'] !== 'off';
    const cluster = await openCluster(location, durable);
    await stopLeftover(cluster.data);
    const { child, url } = await startServer(location, cluster, options.settings ?? {});
    options.log.info({ folder: location.folder }, 'embedded PostgreSQL is up');
    let stopping: Promise<void> | undefined;
    child.once('exit', async (code, signal) => {
      if (stopping) return;
      const lines = await readLastLines(location.folder);
      options.onCrash?.(
        new EmbeddedPostgresError(`PostgreSQL ended unexpectedly (${code ?? signal}):\n${lines}`),
      );
    });
    const stop = () => {
      stopping ??= stopPostmaster(child).finally(release);
      return stopping;
    };
    return { url, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

async function startServer(
  location: EmbeddedLocation,
  { data, password }: Cluster,
  settings: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const flags = Object.entries({ ...quietDefaults, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const child = await spawnPostmaster(location, ['-D', data, '-p', String(port), ...flags]);
    const url = (database: string) =>
      `postgres://${clusterName}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
    try {
      await createDatabase(child, url('postgres'));
      return { child, url: url(clusterName) };
    } catch (error) {
      await stopPostmaster(child);
      const lines = await readLastLines(location.folder);
      if (attempt < MAX_ATTEMPTS && retryable.test(lines)) {
        await delay(500);
        continue;
      }
      throw new EmbeddedPostgresError(
        `PostgreSQL did not start in ${location.folder}. Its last messages:\n${lines || String(error)}`,
        { cause: error },
      );
    }
  }
}

/** Waits until the server accepts connections, after crash recovery if necessary, and creates the database if it is missing. */
async function createDatabase(child: ChildProcess, url: string): Promise<void> {
  const client = await connect(child, url);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [clusterName]);
    if (!rowCount) await client.query(`CREATE DATABASE ${clusterName}`);
  } finally {
    await client.end();
  }
}

async function connect(child: ChildProcess, url: string): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null || !isStarting(error)) throw error;
    }
    await delay(30);
  }
}

/** Not listening yet, or still starting (cannot_connect_now). */
function isStarting(error: unknown): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', '57P03'].some((code) => hasCode(error, code));
}
