/**
 * npm run migration:new -- <name>
 *
 * Writes prisma/migrations/<timestamp>_<name>/migration.sql, which migrates from prisma/migrated.prisma, the schema after
 * all migrations, to prisma/schema.prisma. To write the newest migration again, which is safe only before it has been
 * applied anywhere, delete its folder and restore prisma/migrated.prisma first.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTemporaryPostgres } from '#test/support/temporary-postgres.ts';
import { diffSchemas } from './schema-engine.ts';

const folder = fileURLToPath(new URL('../prisma/', import.meta.url));
const migrated = path.join(folder, 'migrated.prisma');

const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9_]+$/.test(name)) {
  throw new Error('Give the migration a name of a-z, 0-9 and _: npm run migration:new -- add_segments');
}

const before = await readFile(migrated, 'utf8');
const after = await readFile(path.join(folder, 'schema.prisma'), 'utf8');
const postgres = await startTemporaryPostgres();
const script = await diffSchemas(before, after, postgres.url).finally(postgres.stop);

if (script === undefined) {
  console.log('The migrations already lead to prisma/schema.prisma: nothing to write.');
} else {
  const target = path.join(folder, 'migrations', `${timestamp(new Date())}_${name}`);
  await mkdir(target);
  await writeFile(path.join(target, 'migration.sql'), script);
  await writeFile(migrated, after);
  console.log(`Wrote ${path.join(target, 'migration.sql')}. Read it before you commit it.`);
}

/** As Prisma names its folders: 20260131235959. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
