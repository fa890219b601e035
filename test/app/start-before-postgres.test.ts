import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { createLogger } from '#src/platform/logger.ts';
import { MigrationError } from '#src/platform/postgres/migration-plan.ts';
import { waitForPostgres } from '#src/platform/postgres/wait-for-postgres.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { endAll, startGogreen } from '#test/support/process.ts';
import { type RestartablePostgres, startRestartablePostgres } from '#test/support/restartable-postgres.ts';
import { runAt } from '#test/support/run-at.ts';

const log = createLogger('silent');
let postgres: RestartablePostgres;

beforeAll(async () => {
  postgres = await startRestartablePostgres();
});
afterAll(async () => {
  await endAll();
  await postgres?.[Symbol.asyncDispose]();
});

const settings = (databaseUrl: string, port: number) => ({
  DATABASE_URL: databaseUrl,
  PORT: String(port),
  GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
  GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
});

test('processes started before Postgres log that they wait for it, and start once it is up', async () => {
  await postgres.stop();
  const port = await findFreePort();
  const both = await Promise.all([
    startGogreen({ ...settings(postgres.url, port), GOGREEN_ROLE: 'api' }),
    startGogreen({ ...settings(postgres.url, await findFreePort()), GOGREEN_ROLE: 'worker' }),
  ]);
  for (const gogreen of both) await gogreen.waitFor(/waiting for Postgres/);
  await postgres.start();
  for (const gogreen of both) await gogreen.waitFor(/GoGreen is up/);
  await createProject(runAt(`http://127.0.0.1:${port}`));
  for (const gogreen of both) {
    expect(gogreen.output().match(/waiting for Postgres/g)).toHaveLength(1);
    expect(await gogreen.end('SIGTERM')).toBe(0);
  }
});

test.each([
  [
    'a wrong password',
    (url: string) => url.replace(/:[^:@/]+@/, ':wrong@'),
    /password authentication failed/,
  ],
  ['an unknown database', (url: string) => url.replace('/gogreen?', '/nowhere?'), /"nowhere" does not exist/],
])('a DATABASE_URL with %s: the start fails at once', { concurrent: true }, async (_what, wrong, said) => {
  const gogreen = await startGogreen(settings(wrong(postgres.url), await findFreePort()));
  expect(await gogreen.ended).toBe(1);
  expect(gogreen.output()).toMatch(/^The database cannot be reached: /m);
  expect(gogreen.output()).toMatch(said);
  expect(gogreen.output()).not.toContain('waiting for Postgres');
});

test('waiting for Postgres times out: the error says that the database cannot be reached', async () => {
  const nowhere = `postgres://x:y@127.0.0.1:${await findFreePort()}/none`;
  const failure = await waitForPostgres(nowhere, log, 0).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MigrationError);
  expect(String(failure)).toMatch(/The database cannot be reached, after 0 s: connect ECONNREFUSED/);
});
