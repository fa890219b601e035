import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A migration on disk: its folder's name, `<timestamp>_<name>`, and its script. */
export interface Migration {
  name: string;
  script: string;
  /** SHA-256 of the script, as Prisma writes it into `_prisma_migrations`. */
  checksum: string;
}

/** A row of `_prisma_migrations` that was not rolled back. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** The database cannot be brought up to this version of the code. The message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Reads every migration below `folder`, oldest first. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}

/**
 * Which migrations are still to be applied. Fails with a `MigrationError` when the database's history is not the
 * beginning of ours: applying ours on top of it would leave tables that no version of the code knows.
 */
export function planMigrations(ours: Migration[], applied: AppliedMigration[]): Migration[] {
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database is newer than this version of GoGreen: it has the migration ${unknown.join(', ')}, which is not in prisma/migrations. ` +
        'Start the version that made it, or restore a backup from before.',
    );
  }
  const failed = applied.find(({ finished }) => !finished);
  if (failed) {
    throw new MigrationError(
      `The migration ${failed.name} was started on this database and did not finish. Undo by hand what it left behind, then ` +
        `DELETE FROM _prisma_migrations WHERE migration_name = '${failed.name}' and start again; or restore a backup.`,
    );
  }
  const edited = applied.find(({ name, checksum }) => known.get(name)?.checksum !== checksum);
  if (edited) {
    throw new MigrationError(
      `The migration ${edited.name} was changed after it had been applied to this database. Restore the file as it was ` +
        'and put the change into a new migration; or start with an empty database.',
    );
  }
  const done = new Set(applied.map(({ name }) => name));
  return ours.filter(({ name }) => !done.has(name));
}
