import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { readMigrations } from '#src/platform/postgres/migration-plan.ts';
import { createEmptyDatabase, type TestDatabase } from '#test/support/database.ts';

const log = createLogger('silent');
const ourMigrations = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));
const ourFunctions = fileURLToPath(new URL('../../../prisma/functions/', import.meta.url));

let database: TestDatabase;
let client: pg.Client;
let folders: string[] = [];

beforeEach(async () => {
  database = await createEmptyDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true });
  folders = [];
});

/** A folder as prisma is one: the scripts of migrations and the texts of functions, by name. */
async function writeFolder(migrations: Record<string, string>, functions: Record<string, string> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-migrations-'));
  folders.push(folder);
  await mkdir(path.join(folder, 'functions'));
  for (const [name, script] of Object.entries(migrations)) {
    await mkdir(path.join(folder, 'migrations', name), { recursive: true });
    await writeFile(path.join(folder, 'migrations', name, 'migration.sql'), script);
  }
  for (const [name, text] of Object.entries(functions)) {
    await writeFile(path.join(folder, 'functions', `${name}.sql`), text);
  }
  return folder;
}

async function count(table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]?.count ?? 0;
}

async function exists(table: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS found', [table]);
  return rows[0].found;
}

describe('migrate', () => {
  test('an empty database gets our tables and those of graphile-worker', async () => {
    await migrate(database.url, log);
    expect(await exists('public.deliveries')).toBe(true);
    expect(await exists('graphile_worker._private_jobs')).toBe(true);
  });

  test('each migration is recorded as Prisma does: name, SHA-256 of the script, times', async () => {
    await migrate(database.url, log);
    const { rows } = await client.query(
      `SELECT migration_name AS name, checksum, applied_steps_count AS steps, finished_at >= started_at AS finished,
              length(id) AS id, rolled_back_at, logs FROM _prisma_migrations ORDER BY 1`,
    );
    const expected = (await readMigrations(ourMigrations)).map(({ name, checksum }) => ({
      name,
      checksum,
      steps: 1,
      finished: true,
      id: 36,
      rolled_back_at: null,
      logs: null,
    }));
    expect(rows).toEqual(expected);
  });

  test('migrating a second time changes nothing', async () => {
    await migrate(database.url, log);
    const before = await client.query('SELECT * FROM _prisma_migrations');
    await migrate(database.url, log);
    expect((await client.query('SELECT * FROM _prisma_migrations')).rows).toEqual(before.rows);
  });

  test('four processes that start together apply each script once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, log)));
    expect(await count('_prisma_migrations')).toBe((await readMigrations(ourMigrations)).length);
  });

  test('a new migration is applied, and existing rows are kept', async () => {
    const first = { '1_a': 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);' };
    await migrate(database.url, log, await writeFolder(first));
    await migrate(database.url, log, await writeFolder({ ...first, '2_b': 'ALTER TABLE a ADD m int' }));
    expect((await client.query('SELECT * FROM a')).rows).toEqual([{ n: 1, m: null }]);
  });

  test('semicolons in comments, texts and function bodies do not split a script', async () => {
    const script = `
      CREATE TABLE a (t text); -- one; two
      CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'x;y'; END $$;
      INSERT INTO a VALUES (f());`;
    await migrate(database.url, log, await writeFolder({ '1_a': script }));
    expect((await client.query('SELECT t FROM a')).rows).toEqual([{ t: 'x;y' }]);
  });

  test('a failing script is rolled back with its name and the reason; once corrected it is applied', async () => {
    const folder = await writeFolder({ '1_a': 'CREATE TABLE a (n int); SELECT * FROM nowhere;' });
    await expect(migrate(database.url, log, folder)).rejects.toThrow(
      'The migration 1_a failed, and nothing of it was kept: relation "nowhere" does not exist',
    );
    expect(await exists('public.a')).toBe(false);
    await migrate(database.url, log, await writeFolder({ '1_a': 'CREATE TABLE a (n int)' }));
    expect(await exists('public.a')).toBe(true);
  });

  test('a database that is newer than the code is rejected', async () => {
    const older = { '1_a': 'SELECT 1' };
    await migrate(database.url, log, await writeFolder({ ...older, '2_b': 'SELECT 2' }));
    await expect(migrate(database.url, log, await writeFolder(older))).rejects.toThrow(
      /^The database is newer than this version of GoGreen: it has the migration 2_b/,
    );
  });

  test('a database with an unfinished migration of another tool is rejected', async () => {
    const folder = await writeFolder({ '1_a': 'SELECT 1' });
    await migrate(database.url, log, folder);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(database.url, log, folder)).rejects.toThrow(
      /^The migration 1_a was started on this database and did not finish/,
    );
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await migrate(database.url, log, folder);
  });

  test('a migration that was edited after it had been applied is rejected', async () => {
    await migrate(database.url, log, await writeFolder({ '1_a': 'SELECT 1' }));
    await expect(migrate(database.url, log, await writeFolder({ '1_a': 'SELECT 2' }))).rejects.toThrow(
      /^The migration 1_a was changed after it had been applied/,
    );
  });

  test('a database that cannot be reached fails with a sentence that says so', async () => {
    await expect(migrate('postgres://u:p@127.0.0.1:1/x', log)).rejects.toThrow(
      'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
    );
  });
});

describe('functions', () => {
  const migrations = { '1_a': 'CREATE TABLE a (n int)' };
  const answering = (number: number) =>
    `CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT ${number} $$;`;
  const doubling =
    'CREATE OR REPLACE FUNCTION double(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2 * n; END $$;';

  /** What replaces a row of pg_proc gives it another transaction id. */
  async function versions(): Promise<Record<string, string>> {
    const { rows } = await client.query<{ name: string; version: string }>(
      `SELECT proname AS name, xmin::text AS version FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
  }

  /** It computes a generated column, and stays as the migration made it. */
  const ofColumns = ['flag_search_text'];

  test('a migrated database has every function of prisma/functions and no other', async () => {
    await migrate(database.url, log);
    const files = (await readdir(ourFunctions)).map((file) => path.basename(file, '.sql'));
    expect(Object.keys(await versions()).sort()).toEqual([...files, ...ofColumns].sort());
  });

  test('a changed file is put in place at the next start, an unchanged one is not touched', async () => {
    await migrate(
      database.url,
      log,
      await writeFolder(migrations, { answer: answering(1), double: doubling }),
    );
    const before = await versions();
    await migrate(
      database.url,
      log,
      await writeFolder(migrations, { answer: answering(2), double: doubling }),
    );
    const after = await versions();
    expect((await client.query('SELECT answer()')).rows).toEqual([{ answer: 2 }]);
    expect(after['answer']).not.toBe(before['answer']);
    expect(after['double']).toBe(before['double']);
  });

  test('a function that a migration created is replaced by its file', async () => {
    const made = { '1_a': answering(1) };
    await migrate(database.url, log, await writeFolder(made));
    await migrate(database.url, log, await writeFolder(made, { answer: answering(2) }));
    expect((await client.query('SELECT answer()')).rows).toEqual([{ answer: 2 }]);
  });

  test('a broken file fails the start with its name and the reason, and no function is changed', async () => {
    await migrate(database.url, log, await writeFolder(migrations, { answer: answering(1) }));
    const broken = { answer: answering(2), double: doubling.replace('BEGIN', 'BEGUN') };
    await expect(migrate(database.url, log, await writeFolder(migrations, broken))).rejects.toThrow(
      /^The function prisma\/functions\/double\.sql could not be put in place, and none was changed: syntax error/,
    );
    expect((await client.query('SELECT answer()')).rows).toEqual([{ answer: 1 }]);
  });

  test('a file that does not define the function of its name fails the start', async () => {
    const folder = await writeFolder(migrations, { triple: doubling });
    await expect(migrate(database.url, log, folder)).rejects.toThrow(
      /prisma\/functions\/triple\.sql .* could not find a function named "triple"/,
    );
  });

  test.each([
    ['parameters', answering(1).replace('answer()', 'answer(n int DEFAULT 0)')],
    ['result', answering(1).replace('RETURNS int', 'RETURNS bigint')],
  ])('another signature (%s) is rejected until a migration drops the function', async (_what, changed) => {
    await migrate(database.url, log, await writeFolder(migrations, { answer: answering(1) }));
    await expect(
      migrate(database.url, log, await writeFolder(migrations, { answer: changed })),
    ).rejects.toThrow(/A function whose parameters or result change must be dropped by a migration first\.$/);
    const dropping = { ...migrations, '2_b': 'DROP FUNCTION answer()' };
    await migrate(database.url, log, await writeFolder(dropping, { answer: changed }));
    expect((await client.query('SELECT answer()::int')).rows).toEqual([{ answer: 1 }]);
  });

  test('four processes that start together put a function in place without a conflict', async () => {
    const folder = await writeFolder(migrations, { answer: answering(1) });
    await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, log, folder)));
    expect((await client.query('SELECT answer()')).rows).toEqual([{ answer: 1 }]);
  });
});
