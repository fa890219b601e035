import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** A folder of migrations as prisma/migrations is one: script by name. */
async function writeMigrations(scripts: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-migrations-'));
  folders.push(folder);
  for (const [name, script] of Object.entries(scripts)) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, 'migration.sql'), script);
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
  test('makes our tables and those of graphile-worker', async () => {
    await migrate(database.url, log);
    expect(await exists('public.deliveries')).toBe(true);
    expect(await exists('graphile_worker._private_jobs')).toBe(true);
  });

  test('keeps the books as Prisma does: name, SHA-256 of the script, times', async () => {
    await migrate(database.url, log);
    const { rows } = await client.query(
      `SELECT migration_name AS name, checksum, applied_steps_count AS steps, finished_at >= started_at AS finished,
              length(id) AS id, rolled_back_at, logs FROM _prisma_migrations ORDER BY 1`,
    );
    const expected = (await readMigrations(ourMigrations)).map(({ name, checksum }) => ({
      ...{ name, checksum, steps: 1, finished: true, id: 36, rolled_back_at: null, logs: null },
    }));
    expect(rows).toEqual(expected);
  });

  test('changes nothing the second time', async () => {
    await migrate(database.url, log);
    const before = await client.query('SELECT * FROM _prisma_migrations');
    await migrate(database.url, log);
    expect((await client.query('SELECT * FROM _prisma_migrations')).rows).toEqual(before.rows);
  });

  test('applies each script once when four processes start together', async () => {
    await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, log)));
    expect(await count('_prisma_migrations')).toBe((await readMigrations(ourMigrations)).length);
  });

  test('applies what is new and keeps the rows that are there', async () => {
    const first = { '1_a': 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);' };
    await migrate(database.url, log, await writeMigrations(first));
    await migrate(database.url, log, await writeMigrations({ ...first, '2_b': 'ALTER TABLE a ADD m int' }));
    expect((await client.query('SELECT * FROM a')).rows).toEqual([{ n: 1, m: null }]);
  });

  test('leaves semicolons in comments, texts and function bodies alone', async () => {
    const script = `
      CREATE TABLE a (t text); -- one; two
      CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'x;y'; END $$;
      INSERT INTO a VALUES (f());`;
    await migrate(database.url, log, await writeMigrations({ '1_a': script }));
    expect((await client.query('SELECT t FROM a')).rows).toEqual([{ t: 'x;y' }]);
  });

  test('keeps nothing of a script that fails, says which and why, and works once it is mended', async () => {
    const folder = await writeMigrations({ '1_a': 'CREATE TABLE a (n int); SELECT * FROM nowhere;' });
    await expect(migrate(database.url, log, folder)).rejects.toThrow(
      'The migration 1_a failed, and nothing of it was kept: relation "nowhere" does not exist',
    );
    expect(await exists('public.a')).toBe(false);
    await migrate(database.url, log, await writeMigrations({ '1_a': 'CREATE TABLE a (n int)' }));
    expect(await exists('public.a')).toBe(true);
  });

  test('refuses a database that is newer than the code', async () => {
    const older = { '1_a': 'SELECT 1' };
    await migrate(database.url, log, await writeMigrations({ ...older, '2_b': 'SELECT 2' }));
    await expect(migrate(database.url, log, await writeMigrations(older))).rejects.toThrow(
      /^The database is newer than this version of GoGreen: it has the migration 2_b/,
    );
  });

  test('refuses a database with a migration that another tool left unfinished', async () => {
    const folder = await writeMigrations({ '1_a': 'SELECT 1' });
    await migrate(database.url, log, folder);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(database.url, log, folder)).rejects.toThrow(
      /^The migration 1_a was started on this database and did not finish/,
    );
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await migrate(database.url, log, folder);
  });

  test('refuses a migration that was edited after it had been applied', async () => {
    await migrate(database.url, log, await writeMigrations({ '1_a': 'SELECT 1' }));
    await expect(migrate(database.url, log, await writeMigrations({ '1_a': 'SELECT 2' }))).rejects.toThrow(
      /^The migration 1_a was changed after it had been applied/,
    );
  });

  test('says so when the database cannot be reached', async () => {
    await expect(migrate('postgres://u:p@127.0.0.1:1/x', log)).rejects.toThrow(
      'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
    );
  });
});

test('the newest migration was written from prisma/schema.prisma as it is now', async () => {
  const names = (await readdir(ourMigrations)).filter((name) => /^\d+_/.test(name)).sort();
  const schema = await readFile(path.join(ourMigrations, '..', 'schema.prisma'), 'utf8');
  const newest = await readFile(path.join(ourMigrations, names.at(-1) ?? '', 'schema.prisma'), 'utf8');
  expect(newest, 'run: npm run migration:new -- <name>').toBe(schema);
});
