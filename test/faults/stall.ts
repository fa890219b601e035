/** Holds something in Postgres, so that whoever writes to it is caught in the middle of it. */

import pg from 'pg';
import { until } from '#test/faults/until.ts';

export interface Stall extends AsyncDisposable {
  /** Resolves once a statement with the words waits. */
  caught(): Promise<void>;
  /** Those that wait lose their connections, as when a machine is gone. Otherwise Postgres does what the dead had asked for. */
  cutOff(): Promise<void>;
}

/**
 * `lock` is the statement that takes the lock, `words` are of the statements that are to wait for it. Lets go when it is
 * disposed of.
 */
export async function stall(databaseUrl: string, lock: string, words: string): Promise<Stall> {
  const [holder, watcher] = await Promise.all([connect(databaseUrl), connect(databaseUrl)]);
  await holder.query('BEGIN');
  await holder.query(lock);
  const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory' AND query ILIKE $1`;
  const values = [`%${words}%`];
  let released: Promise<unknown> | undefined;
  return {
    async caught() {
      const isCaught = async () =>
        Boolean((await watcher.query(`SELECT ${waiting} AND pid <> pg_backend_pid()`, values)).rowCount);
      await until(`"${words}" has to wait`, isCaught);
    },
    async cutOff() {
      await watcher.query(
        `SELECT pg_terminate_backend(pid, 5000) ${waiting} AND pid <> pg_backend_pid()`,
        values,
      );
    },
    // Once is enough, and twice does no harm.
    async [Symbol.asyncDispose]() {
      released ??= Promise.all([holder.end(), watcher.end()]);
      await released;
    },
  };
}

/** Readers go on. */
export function tableLock(table: string): string {
  return `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`;
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
