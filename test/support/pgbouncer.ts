/** A real PgBouncer in front of a database. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { acceptsConnections, findProgram } from '#test/support/debian-program.ts';

/** The user and group `nobody` of Debian: PgBouncer does not run as root. */
const NOBODY = 65_534;

export interface PgBouncer extends AsyncDisposable {
  /** The database through it. */
  url: string;
}

/** Whether there is a PgBouncer; see `findProgram`. */
export function findPgBouncer(): Promise<boolean> {
  return findProgram('pgbouncer', ['--version'], 'pgbouncer');
}

/** Starts it on `port` of loopback. */
export async function startPgBouncer(
  databaseUrl: string,
  { port, poolMode }: { port: number; poolMode: 'session' | 'transaction' },
): Promise<PgBouncer> {
  const target = new URL(databaseUrl);
  const name = target.pathname.slice(1);
  const folder = await mkdtemp(path.join(tmpdir(), 'gogreen-pgbouncer-'));
  const [file, users] = [path.join(folder, 'pgbouncer.ini'), path.join(folder, 'users.txt')];
  const [user, password] = [decodeURIComponent(target.username), decodeURIComponent(target.password)];
  await writeFile(users, `"${user}" "${password}"\n`);
  await writeFile(
    file,
    `[databases]
${name} = host=${target.hostname} port=${target.port} dbname=${name} user=${user} password='${password}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = ${poolMode}
ignore_startup_parameters = extra_float_digits,options
default_pool_size = 20
logfile = ${folder}/log
`,
  );
  await chmod(folder, 0o777);
  const child = spawn('pgbouncer', [file], {
    detached: true,
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  await once(child, 'spawn');
  stopWithUs(child, 'TERM');
  const exited = once(child, 'exit');
  while (!(await acceptsConnections(port))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended at once on port ${port}`);
    await delay(20);
  }
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  url.search = '';
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      // At once, clients or not.
      child.kill('SIGINT');
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
