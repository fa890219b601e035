/** A real nginx with a configuration of one's own. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { selfSignedLocalhost } from '#test/support/self-signed.ts';

const run = promisify(execFile);

export interface Nginx {
  stop(): Promise<void>;
}

/** Whether there is an nginx. Installs it on Debian when we are root, as a fresh machine has none. Says so if not. */
export async function findNginx(): Promise<boolean> {
  if (await isInstalled()) return true;
  const trouble = await install().catch((error: unknown) => String(error));
  if (await isInstalled()) return true;
  process.stderr.write(`No nginx on PATH: tests that need it are skipped. ${trouble ?? ''}\n`);
  return false;
}

async function install(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return 'Install it to run them too.';
  // RUNLEVEL: where there is no systemd, keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'nginx-light'], { env });
  return undefined;
}

/** Starts it with the `server` of a documentation: on `port` of loopback, with a certificate, and with `target` behind it. */
export async function startNginx(
  configuration: string,
  { port, target }: { port: number; target: string },
): Promise<Nginx> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-nginx-'));
  const { key, cert } = selfSignedLocalhost;
  await writeFile(path.join(folder, 'server.key'), key, { mode: 0o600 });
  await writeFile(path.join(folder, 'server.crt'), cert);
  const http = configuration
    .replaceAll('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replaceAll('/etc/ssl/gogreen', path.join(folder, 'server'))
    .replaceAll('127.0.0.1:4000', target);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const file = path.join(folder, 'nginx.conf');
  await writeFile(
    file,
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.join('\n  ')}
${http}
}
`,
  );
  const child = spawn('nginx', ['-c', file, '-p', folder, '-e', path.join(folder, 'error.log')], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'spawn');
  stopWithUs(child, 'TERM');
  const exited = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended at once on port ${port}`);
    await delay(20);
  }
  return {
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
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

/** Debian has it in /usr/sbin, which is on the PATH of root only. */
async function isInstalled(): Promise<boolean> {
  return run('nginx', ['-v']).then(
    () => true,
    () => false,
  );
}
