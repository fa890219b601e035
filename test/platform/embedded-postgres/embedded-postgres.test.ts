import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { test as baseTest, describe, expect, vi } from 'vitest';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres/embedded-postgres.ts';
import { isRunning } from '#src/platform/embedded-postgres/running-process.ts';
import { createLogger } from '#src/platform/logger.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

const runnerFile = fileURLToPath(new URL('../../support/embedded-runner.ts', import.meta.url));
const log = createLogger('silent');
/** Nothing here cuts the power: what the kernel has is safe. */
const settings = { fsync: 'off' };

interface Folder {
  dataDir: string;
  /** Another GoGreen on the same data folder. `said` is its first line: a URL or an error. */
  startRunner(): Promise<{ runner: ChildProcess; said: string }>;
  /** The process id in postmaster.pid; without that file, an id that no process has. */
  readPostmasterId(): Promise<number>;
}

/** Each test has a data folder of its own, so that they need not wait for each other's initdb. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures a fixture needs: none
const test = baseTest.extend('folder', async ({}, { onCleanup }): Promise<Folder> => {
  const dataDir = await makeTemporaryFolder();
  const runners: ChildProcess[] = [];
  async function readPostmasterId(): Promise<number> {
    const text = await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(
      () => undefined,
    );
    return text === undefined ? 2 ** 31 - 1 : Number.parseInt(text, 10);
  }
  onCleanup(async () => {
    for (const runner of runners) await kill(runner);
    await vi.waitUntil(async () => !isRunning(await readPostmasterId()), { timeout: 20_000 });
    await rm(dataDir, { recursive: true });
  });
  return {
    dataDir,
    readPostmasterId,
    async startRunner() {
      const runner = spawn(process.execPath, [runnerFile, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
      runners.push(runner);
      const [said] = await once(runner.stdout, 'data');
      return { runner, said: String(said).trim() };
    },
  };
});

async function kill(runner: ChildProcess): Promise<void> {
  if (runner.exitCode !== null || runner.signalCode !== null) return;
  runner.kill('SIGKILL');
  await once(runner, 'exit');
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

describe('embedded PostgreSQL', { concurrent: true }, () => {
  test('is a PostgreSQL 18 on loopback with a password, and keeps its data over a restart', async ({
    folder: { dataDir, readPostmasterId },
  }) => {
    const first = await startEmbeddedPostgres({ dataDir, log, settings });
    expect(
      await query(first.url, `SELECT current_setting('server_version_num')::int / 10000 AS major`),
    ).toEqual([{ major: 18 }]);
    await query(first.url, `CREATE TABLE kept AS SELECT 'ÄÖ😀' AS text`);
    const { hostname, port } = new URL(first.url);
    expect(hostname).toBe('127.0.0.1');
    expect(port).not.toBe('5432');
    await expect(query(first.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    await first.stop();
    expect(isRunning(await readPostmasterId())).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir, log, settings });
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ text: 'ÄÖ😀' }]);
    await second.stop();
  });

  test('ends when the process that started it is killed, and the next start finds the data', async ({
    folder: { startRunner, readPostmasterId },
  }) => {
    const { runner, said } = await startRunner();
    await query(said, 'CREATE TABLE kept AS SELECT 1 AS n');
    const postmaster = await readPostmasterId();
    await kill(runner);
    await vi.waitUntil(() => !isRunning(postmaster), { timeout: 20_000 });

    const next = await startRunner();
    expect(await query(next.said, 'SELECT * FROM kept')).toEqual([{ n: 1 }]);
  });

  test('recovers after it was killed together with the process that started it', async ({
    folder: { startRunner, readPostmasterId },
  }) => {
    const { runner, said } = await startRunner();
    await query(said, 'CREATE TABLE kept AS SELECT 1 AS n');
    process.kill(await readPostmasterId(), 'SIGKILL');
    await kill(runner);

    const next = await startRunner();
    expect(await query(next.said, 'SELECT * FROM kept')).toEqual([{ n: 1 }]);
  });

  test('starts when the process id in postmaster.pid belongs to another program', async ({
    folder: { dataDir },
  }) => {
    const first = await startEmbeddedPostgres({ dataDir, log, settings });
    const file = path.join(dataDir, 'postgres/data/postmaster.pid');
    const text = await readFile(file, 'utf8');
    await first.stop();
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));

    const second = await startEmbeddedPostgres({ dataDir, log, settings });
    await second.stop();
  });

  test('rejects a second GoGreen on the same data folder, and the first continues', async ({
    folder: { dataDir, startRunner },
  }) => {
    const { runner, said } = await startRunner();
    const second = await startRunner();
    expect(second.said).toMatch(
      `EmbeddedPostgresError: Another GoGreen (process ${runner.pid}) is using the database in ${dataDir}/postgres. Stop it first`,
    );
    expect(await query(said, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  test('ignores a Ctrl-C and runs until GoGreen stops it', async ({
    folder: { startRunner, readPostmasterId },
  }) => {
    const { runner } = await startRunner();
    const postmaster = await readPostmasterId();
    runner.kill('SIGINT');
    const [code] = await once(runner, 'exit');
    expect(code).toBe(0);
    expect(isRunning(postmaster)).toBe(false);
  });

  test('an unexpected end is reported with its last messages', async ({
    folder: { dataDir, readPostmasterId },
  }) => {
    const { promise, resolve } = Promise.withResolvers<Error>();
    const postgres = await startEmbeddedPostgres({ dataDir, log, settings, onCrash: resolve });
    process.kill(await readPostmasterId(), 'SIGINT');
    expect((await promise).message).toMatch(
      /^PostgreSQL ended unexpectedly \(0\):\n.*database system is shut down$/s,
    );
    await postgres.stop();
  });

  test('data of another major version is left alone; the error names folder, versions and options', async ({
    folder: { dataDir },
  }) => {
    const first = await startEmbeddedPostgres({ dataDir, log, settings });
    await first.stop();
    await writeFile(path.join(dataDir, 'postgres/data/PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir, log, settings })).rejects.toThrow(
      `The database in ${dataDir}/postgres/data was created by PostgreSQL 17; this GoGreen includes PostgreSQL 18.`,
    );
  });

  test('a failed start is reported with its last messages', async ({ folder: { dataDir } }) => {
    const wrong = { ...settings, shared_buffers: 'plenty' };
    await expect(startEmbeddedPostgres({ dataDir, log, settings: wrong })).rejects.toThrow(
      /^PostgreSQL did not start in .*invalid value for parameter "shared_buffers": "plenty"/s,
    );
  });
});
