import type pg from 'pg';
import type { Log } from '../logger.ts';
import { warnUnlessUnavailable } from './database-unavailable.ts';

const MEASURE_EVERY_MS = 10_000;
/** Of each measuring the one with the shortest way to Postgres and back counts. */
const SAMPLES = 3;

export interface DatabaseClock {
  /** The time of the database, to within half a round trip. */
  now(): Date;
  close(): void;
}

/** Where the database's clock was seen: it was `base + performance.now()`, give or take. */
interface Sample {
  base: number;
  giveOrTake: number;
}

/**
 * A clock that follows the database's, so that the processes on several machines agree on leases and schedules, and a
 * clock of a machine that is wrong or jumps means nothing. It runs by the monotonic time since the last measure; each
 * measure corrects only what it contradicts, so the clock goes back only where it was wrong. While Postgres is away the
 * last measure stays. Resolves after the first one.
 */
export async function createDatabaseClock(pool: pg.Pool, log: Log): Promise<DatabaseClock> {
  let base = (await measure(pool)).base;
  let isMeasuring = false;

  async function correct(): Promise<void> {
    if (isMeasuring) return;
    isMeasuring = true;
    try {
      const seen = await measure(pool);
      const isContradicted = Math.abs(seen.base - base) > seen.giveOrTake;
      if (isContradicted) base = seen.base;
    } catch (error) {
      if (!pool.ending) warnUnlessUnavailable(log, error, "the database's clock could not be read");
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
      const sample = await look(client);
      if (!best || sample.giveOrTake < best.giveOrTake) best = sample;
    }
    return best as Sample;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function look(client: pg.PoolClient): Promise<Sample> {
  const asked = performance.now();
  const { rows } = await client.query<{ time: number }>({
    name: 'read-clock',
    text: 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS time',
  });
  const answered = performance.now();
  return {
    base: (rows[0]?.time ?? Number.NaN) - (asked + answered) / 2,
    giveOrTake: (answered - asked) / 2,
  };
}
