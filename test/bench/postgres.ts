/** The PostgreSQL that floor and product share. */

import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '#src/platform/logger.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

/** Beyond what the product itself runs with, only room for the connections of both. Every commit waits for the disk. */
const serverSettings = { max_connections: '250' };

/** What decides about the price of a commit; goes into the report. */
const reportedSettings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
];

export interface BenchPostgres extends AsyncDisposable {
  version: string;
  /** The settings that matter to the numbers, as the server has them. */
  settings: Record<string, string>;
  /** The process of the server; its connections are its children. */
  pid: number;
  /** An empty database of its own. Answers with its URL. */
  createDatabase(name: string): Promise<string>;
}

/** Disposing of it ends the server and removes its data. */
export async function startPostgres(): Promise<BenchPostgres> {
  const dataDir = await makeTemporaryFolder();
  const link = path.join(dataDir, 'postgres');
  const remove = async () => {
    // As root it may be a link, to where the user of Postgres can go.
    const folder = await realpath(link).catch(() => link);
    await rm(folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir,
      log: createLogger('warn'),
      settings: serverSettings,
    });
    const { server_version: version = '', ...settings } = await readSettings(postgres.url);
    const [{ pid } = { pid: 0 }] = await runSql<{ pid: number }>(
      postgres.url,
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`,
    );
    return {
      version,
      settings,
      pid,
      async createDatabase(name) {
        await runSql(postgres.url, `CREATE DATABASE ${name}`);
        const url = new URL(postgres.url);
        url.pathname = `/${name}`;
        return url.href;
      },
      [Symbol.asyncDispose]: () => postgres.stop().then(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs one statement on a connection of its own. */
export async function runSql<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(statement, values);
    return rows;
  } finally {
    await client.end();
  }
}

async function readSettings(url: string): Promise<Record<string, string>> {
  const rows = await runSql<{ name: string; setting: string }>(
    url,
    'SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)',
    [reportedSettings],
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
