import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { isRunning } from '#src/platform/embedded-postgres/running-process.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { endAll, type GogreenProcess, nodeCommand, startGogreen } from '#test/support/process.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

/** As in a container, where the process has the id 1: it gets only the signals that it has a handler for. */
const asProcess1 = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', ...nodeCommand] as const;
const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;
/** Without the right to make process namespaces, the same is tested of an ordinary process. */
const command = canUnshare ? asProcess1 : nodeCommand;
const title = canUnshare ? 'process 1' : 'a process (unshare may not make it process 1 here)';

/** Each starts a process of its own, which takes seconds, and none minds the others. */
const AT_ONCE = { concurrent: true };
const TIMEOUT = { timeout: 60_000, interval: 5 };

afterAll(endAll);

const settings = (databaseUrl: string, port: number) => ({
  DATABASE_URL: databaseUrl,
  PORT: String(port),
  GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
  GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
});

/** The id of the process itself, as it is out here. */
async function pidOf(gogreen: GogreenProcess): Promise<number> {
  if (!canUnshare) return gogreen.pid;
  const file = `/proc/${gogreen.pid}/task/${gogreen.pid}/children`;
  return vi.waitUntil(() => Number(readFileSync(file, 'utf8')) || undefined, TIMEOUT);
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  `${title} that gets %s while it waits for Postgres ends with 0`,
  AT_ONCE,
  async (signal) => {
    const nowhere = `postgres://x:y@127.0.0.1:${await findFreePort()}/none`;
    const gogreen = await startGogreen(settings(nowhere, await findFreePort()), { command });
    await gogreen.waitFor(/waiting for Postgres/);
    process.kill(await pidOf(gogreen), signal);
    expect(await gogreen.ended).toBe(0);
  },
);

test.skipIf(!canUnshare)(
  'process 1 that gets SIGTERM again and again from its first moment ends',
  AT_ONCE,
  async () => {
    const nowhere = `postgres://x:y@127.0.0.1:${await findFreePort()}/none`;
    const gogreen = await startGogreen(settings(nowhere, await findFreePort()), { command });
    const pid = await pidOf(gogreen);
    const timer = setInterval(() => isRunning(pid) && process.kill(pid, 'SIGTERM'), 20);
    gogreen.ended.finally(() => clearInterval(timer));
    // While Node exits it removes its handlers with signals blocked in its main thread only. A signal of that moment goes to
    // another thread, where Linux takes it for fatal (complete_signal in kernel/signal.c), also in process 1.
    expect([0, 'SIGTERM']).toContain(await gogreen.ended);
  },
);

test(
  `${title} that gets SIGTERM while another one migrates the database ends with 0`,
  AT_ONCE,
  async ({ onTestFinished }) => {
    const database = await createTestDatabase();
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    onTestFinished(async () => {
      await other.end();
      await database.drop();
    });
    await other.query('SELECT pg_advisory_lock(4720331905)');
    const gogreen = await startGogreen(settings(database.url, await findFreePort()), { command });
    await gogreen.waitFor(/waiting for another process to migrate/);
    process.kill(await pidOf(gogreen), 'SIGTERM');
    expect(await gogreen.ended).toBe(0);
  },
);

test(
  `${title} that gets SIGTERM while initdb runs ends with 0, and the next start works`,
  AT_ONCE,
  async ({ onTestFinished }) => {
    const dataDir = await makeTemporaryFolder();
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const embedded = { DATA_DIR: dataDir, PORT: String(await findFreePort()) };
    const first = await startGogreen(embedded, { command });
    await vi.waitUntil(() => existsSync(path.join(dataDir, 'postgres/data.new')), TIMEOUT);
    process.kill(await pidOf(first), 'SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await startGogreen(embedded);
    await second.waitFor(/Ctrl-C stops everything/);
    expect(await second.end('SIGTERM')).toBe(0);
  },
);
