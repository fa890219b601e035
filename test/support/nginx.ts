/** A real nginx with a configuration of one's own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { acceptsConnections, findProgram } from '#test/support/debian-program.ts';
import { selfSignedLocalhost } from '#test/support/self-signed.ts';

export interface Nginx {
  stop(): Promise<void>;
}

/** Whether there is an nginx; see `findProgram`. */
export function findNginx(): Promise<boolean> {
  return findProgram('nginx', ['-v'], 'nginx-light');
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
  while (!(await acceptsConnections(port))) {
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
