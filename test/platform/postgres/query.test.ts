import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { type Database, openDatabase, transaction } from '#src/platform/postgres/db.ts';
import { any, query, sql } from '#src/platform/postgres/query.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { readSourceFiles } from '#test/support/source-files.ts';

const project = { id: 'proj_1', key: 'shop', name: 'Shop' };
/** Key order and number form that only json, not jsonb, keeps. */
const variations = '[{"zulu": 1, "alpha_beta": {"snake_case": 2, "aB": 3}}]';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, createLogger('silent'), { connections: 5, runsJobs: false });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE projects, users CASCADE');
  await query(database.pool).insertInto('projects').values(project).execute();
});

const flag = {
  id: 'flag_1',
  projectId: project.id,
  key: 'dark',
  name: 'Dark',
  kind: 'BOOLEAN',
  variations,
} as const;
const insertFlag = () =>
  query(database.pool)
    .insertInto('flags')
    .values({ ...flag, tags: ['a', 'b'] })
    .execute();

describe('query', () => {
  test('a row has camelCased columns and the same values as a raw query: dates, lists, null, json', async () => {
    await insertFlag();
    const row = await query(database.pool).selectFrom('flags').selectAll().executeTakeFirstOrThrow();
    const raw = await database.pool.query(
      `SELECT id, project_id AS "projectId", key, name, description, kind, variations, targeting, tags, owner, lifecycle,
          jira_issues AS "jiraIssues", version, search_text AS "searchText", enabled_in AS "enabledIn",
          attributes, listed_version AS "listedVersion", created_at AS "createdAt", updated_at AS "updatedAt" FROM flags`,
    );
    expect(row).toStrictEqual({ ...raw.rows[0] });
    expect(row).toMatchObject({ tags: ['a', 'b'], jiraIssues: [], owner: null, createdAt: expect.any(Date) });
    expectTypeOf(row.createdAt).toEqualTypeOf<Date>();
    expectTypeOf(row.owner).toEqualTypeOf<string | null>();
    expectTypeOf(row.tags).toEqualTypeOf<string[]>();
    expectTypeOf(row.lifecycle).toEqualTypeOf<'ACTIVE' | 'STALE' | 'PERMANENT' | 'ARCHIVED'>();
  });

  test('the keys of a JSON column are neither renamed nor reordered', async () => {
    await insertFlag();
    const row = await query(database.pool).selectFrom('flags').select('variations').executeTakeFirstOrThrow();
    expect(JSON.stringify(row.variations)).toBe('[{"zulu":1,"alpha_beta":{"snake_case":2,"aB":3}}]');
  });

  test('an int8 is a string and an int4 is a number, as pg gives them', async () => {
    const counted = await query(database.pool)
      .selectFrom('projects')
      .select((project) => [
        project.fn.countAll<string>().as('all'),
        sql<number>`count(*)::int4`.as('small'),
        'lastSequence',
      ])
      .groupBy('lastSequence')
      .executeTakeFirstOrThrow();
    expect(counted).toStrictEqual({ all: '1', small: 1, lastSequence: 0 });
  });

  test('a list is one parameter, of whatever length, also when it is empty', async () => {
    await insertFlag();
    const find = (ids: string[]) =>
      query(database.pool).selectFrom('flags').select('id').where('id', '=', any(ids)).execute();
    expect(await find(['flag_0', 'flag_1'])).toEqual([{ id: 'flag_1' }]);
    expect(await find([])).toEqual([]);
    const statement = (ids: string[]) =>
      query(database.pool).selectFrom('flags').select('id').where('id', '=', any(ids)).compile().sql;
    expect(statement(['a'])).toBe(statement(['a', 'b', 'c']));
  });

  test('a date that is written and compared keeps its milliseconds', async () => {
    const createdAt = new Date('2026-01-02T03:04:05.678Z');
    await query(database.pool).insertInto('users').values({ id: 'user_1', name: 'Ada', createdAt }).execute();
    const row = await query(database.pool)
      .selectFrom('users')
      .select(['createdAt', (user) => user('deactivatedAt', 'is not', null).as('isDeactivated')])
      .where('createdAt', '=', createdAt)
      .executeTakeFirstOrThrow();
    expect(row).toStrictEqual({ createdAt, isDeactivated: false });
  });

  test('a raw statement has typed rows, camelCased columns and parameters', async () => {
    const { rows } = await sql<{ lastSequence: number; asText: string }>`
      SELECT last_sequence, id || ${'!'} AS as_text FROM projects WHERE key = ${project.key}`.execute(
      query(database.pool),
    );
    expect(rows).toStrictEqual([{ lastSequence: 0, asText: 'proj_1!' }]);
  });

  test('joins, CTEs and RETURNING are of the same names', async () => {
    await insertFlag();
    const changed = await query(database.pool)
      .with('changed', (with_) =>
        with_.updateTable('flags').set({ version: 2 }).returning(['projectId', 'version']),
      )
      .selectFrom('changed')
      .innerJoin('projects', 'projects.id', 'changed.projectId')
      .select(['projects.key as projectKey', 'changed.version'])
      .execute();
    expect(changed).toStrictEqual([{ projectKey: 'shop', version: 2 }]);
  });

  test('an UPDATE says how many rows it changed', async () => {
    const update = (key: string) =>
      query(database.pool)
        .updateTable('projects')
        .set({ name: 'Store' })
        .where('key', '=', key)
        .executeTakeFirst();
    expect((await update('shop')).numUpdatedRows).toBe(1n);
    expect((await update('none')).numUpdatedRows).toBe(0n);
  });

  test('in a transaction it runs on its connection: what is rolled back was never there', async () => {
    const failure = new Error('no');
    await expect(
      transaction(database.pool, async (tx) => {
        await query(tx).updateTable('projects').set({ name: 'Store' }).execute();
        expect(await query(tx).selectFrom('projects').select('name').execute()).toEqual([{ name: 'Store' }]);
        expect(await query(database.pool).selectFrom('projects').select('name').execute()).toEqual([
          { name: 'Shop' },
        ]);
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await query(database.pool).selectFrom('projects').select('name').execute()).toEqual([
      { name: 'Shop' },
    ]);
  });

  test('an error is the one that pg reports, so that what is decided by its code still is', async () => {
    const error = await query(database.pool)
      .insertInto('projects')
      .values({ ...project, id: 'proj_2' })
      .execute()
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(pg.DatabaseError);
    expect(error).toMatchObject({ code: '23505', constraint: 'projects_key_key' });
  });

  test('a statement is prepared once per connection, under a name', async () => {
    const tx = await database.pool.connect();
    const find = () => query(tx).selectFrom('projects').select('id').where('key', '=', 'shop').execute();
    await find();
    await find();
    const { rows } = await tx.query<{ uses: string }>(
      `SELECT generic_plans + custom_plans AS uses FROM pg_prepared_statements
       WHERE statement LIKE 'select "id" from "projects" where "key" = $1'`,
    );
    tx.release();
    expect(rows).toEqual([{ uses: '2' }]);
  });
});

test('no statement of the product returns all columns: prepared, it would fail when a newer version adds one', () => {
  const files = readSourceFiles(fileURLToPath(new URL('../../../src/', import.meta.url)));
  expect(files.filter(({ text }) => /\.(select|returning)All\(/.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});
