import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readlink, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { makeDataDir } from './data-dir.ts';
import { type Binaries, findBinaries } from './embedded-binaries.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';
import { canEnter, findSystemUser, type SystemUser } from './embedded-user.ts';

/** For data and binaries of root that the user of Postgres must reach. */
const sharedFolder = '/var/lib/gogreen';

export interface EmbeddedLocation {
  /** Holds `data` (the cluster), `password`, `owner` and `log`. Free of symbolic links. */
  folder: string;
  user: SystemUser;
  binaries: Binaries;
}

/**
 * Finds or creates the folder `postgres` of a data folder. When the user of Postgres cannot enter the data folder, below
 * /root for example, `postgres` is a symbolic link to a folder in /var/lib/gogreen. With a link, a moved data folder keeps
 * its database, and after a deleted one GoGreen starts with an empty database.
 */
export async function locate(dataDir: string): Promise<EmbeddedLocation> {
  const link = path.join(dataDir, 'postgres');
  await makeDataDir(dataDir);
  const user = await findSystemUser(link);
  const existing = await lstat(link).catch(() => undefined);
  if (existing) await checkExisting(link, user);
  else if (await canEnter(user, dataDir)) await mkdir(link, { mode: 0o700 });
  else await symlink(await makeShared(), link);
  const folder = await realpath(link);
  if (user) {
    await chmod(folder, 0o700);
    await chown(folder, user.uid, user.gid);
  }
  return { folder, user, binaries: await findBinaries(user, sharedFolder) };
}

async function checkExisting(link: string, user: SystemUser): Promise<void> {
  const folder = await realpath(link).catch(() => undefined);
  if (folder === undefined) {
    throw new EmbeddedPostgresError(
      `${link} leads to ${await readlink(link)}, which does not exist. Restore it, or delete ${path.dirname(link)} to start with an empty database.`,
    );
  }
  if (!(await canEnter(user, path.dirname(folder)))) {
    throw new EmbeddedPostgresError(
      `The user that PostgreSQL runs as (id ${user?.uid ?? process.getuid?.()}) can no longer reach the database in ${folder}. Make the folders above it searchable (chmod o+x), or set DATA_DIR to another folder.`,
    );
  }
}

async function makeShared(): Promise<string> {
  const folder = path.join(sharedFolder, randomBytes(8).toString('hex'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(sharedFolder, 0o755);
  return folder;
}
