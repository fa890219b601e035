import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { diffSchemas } from '../../../scripts/schema-engine.ts';

let migrated: TestDatabase;
let fresh: TestDatabase;

beforeAll(async () => {
  [migrated, fresh] = await Promise.all([createTestDatabase(), createEmptyDatabase()]);
});
afterAll(async () => {
  await migrated.drop();
  await fresh.drop();
});

const read = (name: string) =>
  readFile(fileURLToPath(new URL(`../../../prisma/${name}`, import.meta.url)), 'utf8');

test('prisma/migrated.prisma is prisma/schema.prisma: no migration is missing', async () => {
  const missing = await diffSchemas(await read('migrated.prisma'), await read('schema.prisma'), fresh.url);
  expect(missing, 'run: npm run migration:new -- <name>').toBeUndefined();
});

test('the migrations lead to the tables of prisma/schema.prisma', async () => {
  const script = await diffSchemas(null, await read('schema.prisma'), fresh.url);
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(script ?? '');
  await client.end();
  expect(await describeTables(migrated.url)).toEqual(await describeTables(fresh.url));
});

/**
 * Columns, constraints, enums and indexes, by name. Left out is what the schema cannot express: checks, and indexes that are
 * partial or of expressions, how generated columns are computed, and that a relation has no foreign key.
 */
async function describeTables(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT c.relname || '.' || a.attname AS name, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid)) AS definition
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum AND a.attgenerated = ''
      WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relname <> '_prisma_migrations'
    UNION ALL
    SELECT conrelid::regclass || ' constraint ' || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype NOT IN ('n', 'c')
        AND conrelid IS DISTINCT FROM to_regclass('_prisma_migrations')
        AND conname <> 'events_environment_id_fkey'
    UNION ALL
    SELECT 'index ' || indexname, indexdef FROM pg_indexes
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND indexdef NOT LIKE '% WHERE %'
        AND indexdef NOT LIKE '%->>%'
    UNION ALL
    SELECT 'enum ' || typname, string_agg(enumlabel, ' ' ORDER BY enumlabel)
      FROM pg_enum JOIN pg_type t ON t.oid = enumtypid GROUP BY typname, t.typnamespace
      HAVING t.typnamespace = 'public'::regnamespace`);
  await client.end();
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}
