import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-error.ts';

const run = promisify(execFile);

/** The ids that Postgres runs with, for `spawn`. Undefined: those of this process. */
export type SystemUser = { uid: number; gid: number } | undefined;

/**
 * The user that Postgres runs as: the user of this process. Postgres refuses to run as root; for root it is the owner of
 * existing data, or else the user `postgres`, which is created when missing.
 */
export async function findSystemUser(folder: string): Promise<SystemUser> {
  const owner = await stat(folder).catch(() => undefined);
  const us = process.getuid?.();
  if (us !== 0) {
    if (owner && owner.uid !== us) {
      throw new EmbeddedPostgresError(
        `The database in ${folder} belongs to another user (id ${owner.uid}). Start GoGreen as that user or as root, or set DATA_DIR to another folder.`,
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp('postgres')) ?? (await createUser('postgres'));
}

/** Whether `user` can enter a folder and every folder above it. */
export async function canEnter(user: SystemUser, folder: string): Promise<boolean> {
  return run('test', ['-x', folder], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function lookUp(name: string): Promise<SystemUser> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createUser(name: string): Promise<SystemUser> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      name,
    ]);
    const user = await lookUp(name);
    if (user) return user;
    throw new Error(`useradd created no user ${name}`);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root, and its user "${name}" could not be created: ${String(error)}. Start GoGreen as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}
