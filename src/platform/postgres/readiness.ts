import type pg from 'pg';

/**
 * Makes a function that says why Postgres cannot be used at the moment, or null. Those who ask while an answer is on its
 * way share it, so that probes do not queue.
 */
export function createReadiness(monitor: pg.Pool): () => Promise<string | null> {
  let running: Promise<string | null> | null = null;
  return () => {
    running ??= check(monitor).finally(() => {
      running = null;
    });
    return running;
  };
}

async function check(monitor: pg.Pool): Promise<string | null> {
  try {
    const { rows } = await monitor.query<{ isReadOnly: boolean }>(
      `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
    );
    return rows[0]?.isReadOnly ? 'Postgres is read-only' : null;
  } catch {
    return 'Postgres cannot be reached';
  }
}
