/** Programs that some tests need beside PostgreSQL and Redis, from packages of Debian. */

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether the program is there. Installs its package on Debian when we are root, as a fresh machine has none. Says so if
 * that is not possible. `args` make it end at once. Debian has such programs in /usr/sbin, which only root has on PATH.
 */
export async function findProgram(program: string, args: string[], debianPackage: string): Promise<boolean> {
  const isInstalled = () =>
    run(program, args).then(
      () => true,
      () => false,
    );
  if (await isInstalled()) return true;
  const trouble = await install(debianPackage).catch((error: unknown) => String(error));
  if (await isInstalled()) return true;
  process.stderr.write(`No ${program} on PATH: tests that need it are skipped. ${trouble ?? ''}\n`);
  return false;
}

async function install(debianPackage: string): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return 'Install it to run them too.';
  // RUNLEVEL: where there is no systemd, keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', debianPackage], { env });
  return undefined;
}

/** Whether something accepts connections at a port of loopback. */
export async function acceptsConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
