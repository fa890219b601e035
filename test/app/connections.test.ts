/** How the connections to Postgres are shared, and what happens when there are not enough. */

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, vi } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { transaction } from '#src/platform/postgres/db.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { createEmptyDatabase } from '#test/support/database.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { startReceiver } from '#test/support/receiver.ts';

const POOL_SIZE = 8;
/** These two wait for seconds, each for a database of its own. */
const AT_ONCE = { concurrent: true };
const PATIENCE = { timeout: 60_000, interval: 100 };
const LOCK_TIMEOUT =
  'Another change has held a lock for too long; nothing was changed. Try again in a moment.';
const READ_ONLY =
  'The database accepts no changes at the moment; nothing was changed. Try again in a moment.';

let admin: pg.Client;

const test = testWithApp({ settings: { DATABASE_POOL_SIZE: String(POOL_SIZE) } });

test.beforeAll(async ({ gogreen }) => {
  admin = await connect(gogreen.databaseUrl);
});
afterAll(() => admin?.end());

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createFlags(gogreen: TestApp, count: number): Promise<string> {
  const { key: projectKey } = await createProject(gogreen);
  for (let n = 0; n < count; n += 1) await createFlag(gogreen, { projectKey, key: `f${n}` });
  return projectKey;
}

const describeFlag = (gogreen: TestApp, projectKey: string, key: string, description: string) =>
  gogreen.send('mutation ($input: UpdateFlagInput!) { updateFlag(input: $input) { __typename } }', {
    input: { projectKey, key, description },
  });

/** 120 changes at once, twelve of each of ten flags. */
async function changeMany(gogreen: TestApp): Promise<unknown[]> {
  const projectKey = await createFlags(gogreen, 10);
  return Promise.all(
    Array.from({ length: 120 }, (_, n) => describeFlag(gogreen, projectKey, `f${n % 10}`, `${n}`)),
  );
}

const changed = { status: 200, data: { updateFlag: { __typename: 'UpdateFlagPayload' } } };

test('120 changes at once all succeed, and the process never opens more than DATABASE_POOL_SIZE connections', async ({
  gogreen,
}) => {
  const counts: number[] = [];
  const done = new AbortController();
  const counting = (async () => {
    while (!done.signal.aborted) {
      const { rows } = await admin.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      counts.push(rows[0]?.count ?? 0);
    }
  })();
  for (const answer of await changeMany(gogreen)) expect(answer).toEqual(changed);
  done.abort();
  await counting;
  expect(Math.max(...counts)).toBeLessThanOrEqual(POOL_SIZE);
});

test(
  'with a role that may have fewer connections than DATABASE_POOL_SIZE, 120 changes at once all succeed',
  AT_ONCE,
  async () => {
    const empty = await createEmptyDatabase();
    const role = `limited_${randomBytes(4).toString('hex')}`;
    const url = new URL(empty.url);
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 6`);
    await admin.query(`ALTER DATABASE ${url.pathname.slice(1)} OWNER TO ${role}`);
    Object.assign(url, { username: role, password: 'x' });
    await migrate(url.href, createLogger('silent'));
    const gogreen = await startTestApp({ databaseUrl: url.href });
    try {
      for (const answer of await changeMany(gogreen)) expect(answer).toEqual(changed);
      // Its own connection may have been the one too many.
      await vi.waitFor(async () => {
        expect((await fetch(`${gogreen.url}/health/ready`)).status).toBe(200);
      }, PATIENCE);
    } finally {
      await gogreen.close();
      await empty.drop();
      await admin.query(`DROP ROLE ${role}`);
    }
  },
);

test(
  'while somebody holds the row of a project, its changes are UNAVAILABLE after the lock timeout, other projects are changed, and the process is ready',
  AT_ONCE,
  async ({ gogreen }) => {
    const held = await createFlags(gogreen, 1);
    const other = await createFlags(gogreen, 1);
    const holder = await connect(gogreen.databaseUrl);
    await holder.query('BEGIN');
    await holder.query('SELECT FROM projects WHERE key = $1 FOR UPDATE', [held]);
    const waiting = Array.from({ length: 40 }, (_, n) => describeFlag(gogreen, held, 'f0', `${n}`));
    await untilLockWaits(1);
    expect(await describeFlag(gogreen, other, 'f0', 'meanwhile')).toEqual(changed);
    expect((await fetch(`${gogreen.url}/health/ready`)).status).toBe(200);
    const first = await Promise.any(waiting);
    expect(first).toMatchObject({
      status: 503,
      errors: [{ message: LOCK_TIMEOUT, extensions: { code: 'UNAVAILABLE' } }],
    });
    await holder.query('ROLLBACK');
    await Promise.all(waiting);
    await holder.end();
    expect(await describeFlag(gogreen, held, 'f0', 'afterwards')).toEqual(changed);
  },
);

test('a transaction that does nothing is ended by Postgres, so that a change that waits for its lock succeeds', async ({
  gogreen,
}) => {
  const projectKey = await createFlags(gogreen, 1);
  const { promise: resumed, resolve: resume } = Promise.withResolvers<void>();
  const stopped = transaction(gogreen.app.database.pool, async (tx) => {
    await tx.query('SELECT FROM projects WHERE key = $1 FOR UPDATE', [projectKey]);
    await resumed;
    await tx.query('SELECT 1');
  });
  stopped.catch(() => undefined);
  await vi.waitFor(async () => {
    const { rowCount } = await admin.query(
      `SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()`,
    );
    expect(rowCount).toBe(1);
  }, PATIENCE);
  expect(await describeFlag(gogreen, projectKey, 'f0', 'made')).toEqual(changed);
  resume();
  await expect(stopped).rejects.toThrow();
});

test('while Postgres is read-only, changes are UNAVAILABLE, reads succeed and the process is not ready; afterwards changes and deliveries succeed', async ({
  gogreen,
}) => {
  const projectKey = await createFlags(gogreen, 1);
  await using receiver = await startReceiver();
  await createWebhook(gogreen, { projectKey, url: receiver.url, eventTypes: ['FLAG_UPDATED'] });
  const name = new URL(gogreen.databaseUrl).pathname.slice(1);
  const setReadOnly = async (value: 'on' | 'off') => {
    await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
  };
  const { rows } = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await setReadOnly('on');
  try {
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1',
      [rows[0]?.pid],
    );
    // The first answers may still be about the connections that were ended.
    await vi.waitFor(
      async () =>
        expect(await describeFlag(gogreen, projectKey, 'f0', 'lost')).toMatchObject({
          status: 503,
          errors: [{ message: READ_ONLY, extensions: { code: 'UNAVAILABLE' } }],
        }),
      PATIENCE,
    );
    const projects = await gogreen.send('{ projects { edges { node { key } } } }');
    expect(projects).toMatchObject({ status: 200, data: {} });
    const ready = await fetch(`${gogreen.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', reason: 'Postgres is read-only' },
    ]);
  } finally {
    await setReadOnly('off');
  }
  const isReady = async () => expect((await fetch(`${gogreen.url}/health/ready`)).status).toBe(200);
  const isChanged = async () =>
    expect(await describeFlag(gogreen, projectKey, 'f0', 'made')).toEqual(changed);
  await vi.waitFor(isReady, PATIENCE);
  await vi.waitFor(isChanged, PATIENCE);
  await vi.waitFor(
    async () =>
      expect((await readDeliveries(gogreen, projectKey)).map(({ status }) => status)).toEqual(['DELIVERED']),
    PATIENCE,
  );
});

async function untilLockWaits(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await admin.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    expect(rowCount).toBeGreaterThanOrEqual(count);
  }, PATIENCE);
}
