import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { reasonOf } from '../errors.ts';
import { MigrationError } from './migration-plan.ts';

/** A file of prisma/functions: `<name>.sql`, which creates or replaces the function of that name. */
interface SqlFunction {
  name: string;
  script: string;
  /** The function's comment in the database. It says which text of the file is in place. */
  comment: string;
}

/**
 * Puts the functions of `folder` in place whose file differs from what the database has, all in one transaction, and
 * returns their names. The caller holds the lock of the migrations.
 *
 * Processes of another version may be running, so a file can only replace a function by one with the same parameters and
 * result. To change those, drop the function in a migration: older processes then refuse to start instead of putting
 * their own function beside it.
 */
export async function replaceFunctions(client: pg.ClientBase, folder: string): Promise<string[]> {
  const functions = await readFunctions(folder);
  const { rows } = await client.query<{ name: string; comment: string | null }>(
    `SELECT name, obj_description(to_regproc(name), 'pg_proc') AS comment FROM unnest($1::text[]) AS name`,
    [functions.map(({ name }) => name)],
  );
  const present = new Map(rows.map(({ name, comment }) => [name, comment]));
  const changed = functions.filter(({ name, comment }) => present.get(name) !== comment);
  if (changed.length === 0) return [];
  try {
    await client.query('BEGIN');
    for (const each of changed) await replace(client, each);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return changed.map(({ name }) => name);
}

async function readFunctions(folder: string): Promise<SqlFunction[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const script = await readFile(path.join(folder, file), 'utf8');
      const checksum = createHash('sha256').update(script).digest('hex');
      return { name: path.basename(file, '.sql'), script, comment: `prisma/functions/${file} ${checksum}` };
    }),
  );
}

async function replace(client: pg.ClientBase, { name, script, comment }: SqlFunction): Promise<void> {
  try {
    await client.query(script);
    // Without parameter types this also fails unless there is exactly one function of that name.
    await client.query(`COMMENT ON FUNCTION "${name}" IS '${comment}'`);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw new MigrationError(
      `The function prisma/functions/${name}.sql could not be put in place, and none was changed: ${reasonOf(error)}.` +
        (CHANGED_SIGNATURE.includes(code)
          ? ' A function whose parameters or result change must be dropped by a migration first.'
          : ''),
      { cause: error },
    );
  }
}

/** A result that cannot be replaced, and two functions of one name. */
const CHANGED_SIGNATURE = ['42P13', '42725'];
