/** The floor of everything that goes through jobs: graphile-worker without GoGreen. */

import { setTimeout as delay } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { type Child, startChild } from '#test/bench/child.ts';

export interface JobFloor extends AsyncDisposable {
  databaseUrl: string;
  /** Adds one job in a transaction, as a command of the product does. Resolves after the commit. */
  add(id: string): Promise<void>;
  addAll(ids: string[]): Promise<void>;
  /** Resolves when no job is left. */
  untilDone(): Promise<void>;
  startWorker(receiverUrl: string): Child;
}

/** Prepares an empty database for jobs. */
export async function openJobFloor(databaseUrl: string): Promise<JobFloor> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await runMigrations({ pgPool: pool });
  return {
    databaseUrl,
    async add(id) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query({
          name: 'add-job',
          text: `SELECT id FROM graphile_worker.add_job('post', json_build_object('id', $1::text))`,
          values: [id],
        });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    },
    async addAll(ids) {
      await pool.query(
        `SELECT count(*) FROM graphile_worker.add_jobs((
           SELECT array_agg(('post', json_build_object('id', id), NULL, NULL, NULL, NULL, NULL, NULL)
             ::graphile_worker.job_spec) FROM unnest($1::text[]) AS id))`,
        [ids],
      );
    },
    async untilDone() {
      while ((await pool.query('SELECT FROM graphile_worker.jobs LIMIT 1')).rowCount) await delay(20);
    },
    startWorker: (receiverUrl) =>
      startChild('test/bench/floor-worker.ts', {}, [], [databaseUrl, receiverUrl]),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
