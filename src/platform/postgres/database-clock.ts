import type pg from 'pg';
import type { Log } from '../logger.ts';
import { warnUnlessUnavailable } from './database-unavailable.ts';

const MEASURE_EVERY_MS = 10_000;
/** The sample with the shortest round trip is used. */
const SAMPLES = 3;

export interface DatabaseClock {
  /** The time of the database, to within half a round trip. */
  now(): Date;
  close(): void;
}

/** A reading of the database's clock: its time is `base + performance.now()`, plus or minus `error`. */
interface Sample {
  base: number;
  error: number;
}

/**
 * A clock that follows the database's, so that processes on several machines agree on leases and schedules whatever the
 * clocks of their machines say. Between readings it runs by monotonic time. A reading corrects it only if it contradicts
 * it, so the clock goes back only where it was wrong. While Postgres is unavailable the last reading stays in use.
 * Resolves after the first reading.
 */
export async function createDatabaseClock(pool: pg.Pool, log: Log): Promise<DatabaseClock> {
  let base = (await measure(pool)).base;
  let isMeasuring = false;

  async function correct(): Promise<void> {
    if (isMeasuring) return;
    isMeasuring = true;
    try {
      const sample = await measure(pool);
      const isContradicted = Math.abs(sample.base - base) > sample.error;
      if (isContradicted) base = sample.base;
    } catch (error) {
      if (!pool.ending) warnUnlessUnavailable(log, error, "reading the database's clock failed");
    } finally {
      isMeasuring = false;
    }
  }

  const timer = setInterval(() => void correct(), MEASURE_EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(base + performance.now()),
    close: () => clearInterval(timer),
  };
}

async function measure(pool: pg.Pool): Promise<Sample> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    let best: Sample | undefined;
    for (let n = 0; n < SAMPLES; n += 1) {
      const sample = await takeSample(client);
      if (!best || sample.error < best.error) best = sample;
    }
    return best as Sample;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function takeSample(client: pg.PoolClient): Promise<Sample> {
  const sentAt = performance.now();
  const { rows } = await client.query<{ time: number }>({
    name: 'read-clock',
    text: 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS time',
  });
  const receivedAt = performance.now();
  return {
    base: (rows[0]?.time ?? Number.NaN) - (sentAt + receivedAt) / 2,
    error: (receivedAt - sentAt) / 2,
  };
}
