import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { openRetryingPool } from '#src/platform/postgres/connections/retrying-pool.ts';
import { createTestDatabase } from '#test/support/database.ts';

test('a connection that is asked for after the pool of the jobs has ended is neither given nor refused', async () => {
  const database = await createTestDatabase();
  const stopping = new AbortController();
  const settings = { connectionString: database.url, max: 2 };
  const pool = openRetryingPool(settings, createLogger('silent'), 'no Postgres', stopping.signal);
  (await pool.connect()).release();
  stopping.abort();
  await pool.end();
  let outcome = 'none';
  pool.connect().then(
    () => (outcome = 'given'),
    () => (outcome = 'refused'),
  );
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect(outcome).toBe('none');
  await database.drop();
});
