/** GoGreen behind a real PgBouncer. See docs/database.md. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { createEmptyDatabase, type TestDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { findPgBouncer, startPgBouncer } from '#test/support/pgbouncer.ts';
import { endAll, startGogreen } from '#test/support/process.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { runAt } from '#test/support/run-at.ts';

const hasPgBouncer = await findPgBouncer();

describe.skipIf(!hasPgBouncer)('behind PgBouncer (needs pgbouncer)', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(async () => {
    await endAll();
    await database?.drop();
  });

  const settings = (databaseUrl: string, port: number) => ({
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    EGRESS_ALLOW: '127.0.0.0/8',
  });

  test('with pool_mode = transaction the start is refused, with a sentence that says what to set', async () => {
    await using pooler = await startPgBouncer(database.url, {
      port: await findFreePort(),
      poolMode: 'transaction',
    });
    const gogreen = await startGogreen(settings(pooler.url, await findFreePort()));
    expect(await gogreen.ended).toBe(1);
    expect(gogreen.output()).toContain('set pool_mode = session for this database');
    expect(gogreen.output()).not.toMatch(/^\s+at /m);
  });

  test('with pool_mode = session it migrates, makes changes and delivers them', async () => {
    await using pooler = await startPgBouncer(database.url, {
      port: await findFreePort(),
      poolMode: 'session',
    });
    await using receiver = await startReceiver();
    const port = await findFreePort();
    const gogreen = await startGogreen(settings(pooler.url, port));
    await gogreen.waitFor(/GoGreen is up/);
    const api = runAt(`http://127.0.0.1:${port}`);
    await createProject(api, { key: 'shop' });
    await createWebhook(api, { projectKey: 'shop', url: receiver.url });
    await createFlag(api, { projectKey: 'shop', key: 'flag' });
    await eventually(() => expect(receiver.requests).toHaveLength(1));
    expect(await gogreen.end('SIGTERM')).toBe(0);
  });
});
