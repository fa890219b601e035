/** Keeps jobs from workers until all of these are up: none may have a start, nor come up while another is measured. */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export interface JobGate extends AsyncDisposable {
  /** Resolves when so many workers have asked for jobs, and lets them have these. */
  openFor(workers: number): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** While it is shut, jobs can be neither fetched nor added. */
export async function shutJobGate(databaseUrl: string): Promise<JobGate> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE');
  const countWaiting = async () => {
    // Within a transaction the view would go on saying what it said first.
    await client.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await client.query<{ count: number }>(WAITING);
    return rows[0]?.count ?? 0;
  };
  return {
    async openFor(workers) {
      const deadline = performance.now() + PATIENCE_MS;
      try {
        while ((await countWaiting()) < workers) {
          if (performance.now() > deadline) throw new Error('The workers did not ask for jobs in time.');
          await delay(10);
        }
      } finally {
        await client.query('COMMIT');
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** A worker asks for jobs with one statement at a time. */
const WAITING = `SELECT count(*)::int FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%_private_jobs%skip locked%'`;
