import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { openPool } from '#src/platform/postgres/connections/pool.ts';
import { createDatabaseClock, type DatabaseClock } from '#src/platform/postgres/database-clock.ts';
import { createEmptyDatabase, type TestDatabase } from '#test/support/database.ts';

const log = createLogger('silent');
/** Round trips on a busy machine, with much to spare. */
const CLOSE_MS = 1_000;

let database: TestDatabase;
let pool: pg.Pool;
let clock: DatabaseClock;

beforeAll(async () => {
  database = await createEmptyDatabase();
});
beforeEach(async () => {
  // `pg` takes its timers when a query starts: only those of the clock itself are moved on by hand.
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  pool = openPool({ connectionString: database.url, max: 2 }, log, 'unavailable');
});
afterEach(async () => {
  clock.close();
  vi.useRealTimers();
  await pool.end();
});
afterAll(() => database.drop());

/** The time of Postgres, which `shift` moves for the statements of this pool. */
async function databaseTime(): Promise<number> {
  const { rows } = await pool.query<{ time: Date }>('SELECT clock_timestamp() AS time');
  return rows[0]?.time.getTime() ?? 0;
}

/** What Postgres says of its clock from now on is so many milliseconds later. */
function shiftDatabase(ms: number): void {
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const result = await Reflect.apply(query, this, args);
    for (const row of result.rows) row.time += ms;
    return result;
  } as never);
}

/** Waits for the next reading. */
async function readAgain(): Promise<void> {
  const released = new Promise((resolve) => pool.once('release', resolve));
  vi.advanceTimersByTime(10_000);
  await released;
  await Promise.resolve();
}

describe('the database clock', () => {
  test('has the time of the database when the clock of the machine is wrong', async () => {
    vi.setSystemTime('2001-01-01');
    clock = await createDatabaseClock(pool, log);
    expect(Math.abs(clock.now().getTime() - (await databaseTime()))).toBeLessThan(CLOSE_MS);
  });

  test('is not affected when the clock of the machine jumps', async () => {
    clock = await createDatabaseClock(pool, log);
    const before = clock.now().getTime();
    vi.setSystemTime('2040-01-01');
    const forward = clock.now().getTime();
    vi.setSystemTime('2001-01-01');
    const back = clock.now().getTime();
    expect(forward).toBeGreaterThanOrEqual(before);
    expect(back).toBeGreaterThanOrEqual(forward);
    expect(Math.abs(back - (await databaseTime()))).toBeLessThan(CLOSE_MS);
  });

  test('runs by itself between two readings, and never backwards', async () => {
    clock = await createDatabaseClock(pool, log);
    let last = clock.now().getTime();
    const first = last;
    while (last < first + 20) {
      const present = clock.now().getTime();
      expect(present).toBeGreaterThanOrEqual(last);
      last = present;
    }
  });

  test('is not changed by a reading that agrees with it within half a round trip', async () => {
    clock = await createDatabaseClock(pool, log);
    const offset = () => clock.now().getTime() - performance.now();
    const before = offset();
    await readAgain();
    // What is left are the fractions of a millisecond that a Date cuts off, and what a round trip may hide.
    expect(Math.abs(offset() - before)).toBeLessThan(CLOSE_MS);
  });

  test.each([
    ['ahead', 3_600_000],
    ['back', -3_600_000],
  ])('follows the database when its clock is set %s', async (_where, ms) => {
    clock = await createDatabaseClock(pool, log);
    const before = clock.now().getTime();
    shiftDatabase(ms);
    await readAgain();
    vi.restoreAllMocks();
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    expect(Math.abs(clock.now().getTime() - before - ms)).toBeLessThan(30_000);
  });

  test('keeps the last reading while Postgres is unavailable', async () => {
    clock = await createDatabaseClock(pool, log);
    const before = clock.now().getTime();
    const failed = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const connect = vi.spyOn(pool, 'connect').mockRejectedValue(failed as never);
    vi.advanceTimersByTime(30_000);
    await vi.waitFor(() => expect(connect).toHaveBeenCalled());
    connect.mockRestore();
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(before);
    expect(Math.abs(clock.now().getTime() - (await databaseTime()))).toBeLessThan(CLOSE_MS);
  });

  test('fails to open while Postgres cannot be reached', async () => {
    clock = await createDatabaseClock(pool, log);
    const nowhere = openPool(
      { connectionString: 'postgres://x:y@127.0.0.1:1/none', max: 1 },
      log,
      'unavailable',
    );
    await expect(createDatabaseClock(nowhere, log)).rejects.toThrow('ECONNREFUSED');
    await nowhere.end();
  });
});
