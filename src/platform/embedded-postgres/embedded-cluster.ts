import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { stopWithUs } from './child-watchdog.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';
import type { EmbeddedLocation } from './embedded-location.ts';

const run = promisify(execFile);

/** The one role of the cluster, a superuser, and the one database. */
export const clusterName = 'gogreen';

export interface Cluster {
  /** The folder that `postgres -D` takes. */
  data: string;
  password: string;
}

/**
 * The cluster of a location, created when there is none. It is created under another name and renamed when complete, so
 * that a later start never uses the incomplete cluster of a killed one. `durable: false` does not wait for the disk.
 */
export async function openCluster(location: EmbeddedLocation, durable: boolean): Promise<Cluster> {
  const data = path.join(location.folder, 'data');
  const passwordFile = path.join(location.folder, 'password');
  const version = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) return createCluster(location, data, passwordFile, durable);
  if (version.trim() !== location.binaries.major) {
    throw new EmbeddedPostgresError(
      `The database in ${data} was created by PostgreSQL ${version.trim()}; this GoGreen includes PostgreSQL ${location.binaries.major}. ` +
        `Start the GoGreen that created it and copy its data with pg_dump, or move ${location.folder} away to start with an empty database, or set DATABASE_URL.`,
    );
  }
  const password = await readFile(passwordFile, 'utf8').catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `The database in ${data} cannot be opened without ${passwordFile}: ${String(error)}. Restore the file, or move ${location.folder} away to start with an empty database.`,
      { cause: error },
    );
  });
  return { data, password: password.trim() };
}

async function createCluster(
  { folder, user, binaries }: EmbeddedLocation,
  data: string,
  passwordFile: string,
  durable: boolean,
): Promise<Cluster> {
  const draft = path.join(folder, 'data.new');
  const password = randomBytes(24).toString('base64url');
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  // The built-in locale sorts the same with every libc, so the data folder can be moved to another machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${clusterName}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const sync = durable ? [] : ['--no-sync'];
  try {
    const creating = run(binaries.initdb, ['-D', draft, ...access, ...locale, ...sync], {
      ...user,
      cwd: '/',
      env: { LC_ALL: 'C' },
    });
    // One that outlived us would write into the draft of the next start.
    stopWithUs(creating.child, 'TERM', user);
    await creating;
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new EmbeddedPostgresError(
      `PostgreSQL could not create its data folder ${draft}: ${output || String(error)}${hintFor(output)}`,
      {
        cause: error,
      },
    );
  }
  await rename(draft, data);
  return { data, password };
}

/** PostgreSQL needs a user that the system knows; containers may run with another id. */
function hintFor(output: string): string {
  return output.includes('could not look up effective user ID')
    ? '. Run GoGreen as a user that is in /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own.'
    : '';
}
