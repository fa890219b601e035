/**
 * npm run migration:new -- <name> [--replace]
 *
 * Writes prisma/migrations/<timestamp>_<name>/migration.sql: what leads from the schema of the newest migration to
 * prisma/schema.prisma. That schema is kept beside each migration, for the next one to start from. With --replace the
 * newest migration, which must have that name, is written anew under its old timestamp; do that only while nobody has
 * applied it.
 */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readMigrations } from '#src/platform/postgres/migration-plan.ts';
import { startTemporaryPostgres } from '#test/support/temporary-postgres.ts';
import { diffSchemas } from './schema-engine.ts';

const folder = fileURLToPath(new URL('../prisma/migrations/', import.meta.url));
const schemaFile = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { replace: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
if (!/^[a-z0-9_]+$/.test(name)) {
  throw new Error('Give the migration a name of a-z, 0-9 and _: npm run migration:new -- add_segments');
}

await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
const names = (await readMigrations(folder)).map((migration) => migration.name);
const replaced = values.replace ? names.pop() : undefined;
if (values.replace && !replaced?.endsWith(`_${name}`)) {
  throw new Error(`Only the newest migration can be replaced, and that is ${replaced ?? 'none'}.`);
}
const target = path.join(folder, replaced ?? `${timestamp(new Date())}_${name}`);
const previous = names.at(-1);

const before = previous && (await readFile(path.join(folder, previous, 'schema.prisma'), 'utf8'));
const after = await readFile(schemaFile, 'utf8');
const postgres = await startTemporaryPostgres();
const script = await diffSchemas(before, after, postgres.url).finally(postgres.stop);

if (replaced) await rm(target, { recursive: true });
if (script === undefined) {
  console.log('The migrations already lead to prisma/schema.prisma: nothing to write.');
} else {
  await mkdir(target);
  await writeFile(path.join(target, 'migration.sql'), script);
  await writeFile(path.join(target, 'schema.prisma'), after);
  console.log(`Wrote ${path.join(target, 'migration.sql')}. Read it before you commit it.`);
}

/** As Prisma names its folders: 20260131235959. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
