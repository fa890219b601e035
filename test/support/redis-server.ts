import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';

const run = promisify(execFile);

export interface RedisServer {
  url: string;
  /** At once, as a crash would. */
  kill(): Promise<void>;
  /** On the same port, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether there is a redis-server. Installs it on Debian when we are root, as a fresh machine has none. Says so if not. */
export async function findRedisServer(): Promise<boolean> {
  if (await isInstalled()) return true;
  const trouble = await install().catch((error: unknown) => String(error));
  // A package that is in place but whose service could not start will do.
  if (await isInstalled()) return true;
  process.stderr.write(`No redis-server on PATH: tests that need it are skipped. ${trouble ?? ''}\n`);
  return false;
}

async function install(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return 'Install it to run them too.';
  // RUNLEVEL: where there is no systemd, keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'redis-server'], { env });
  return undefined;
}

/** Starts a Redis of one's own on a free port, which keeps nothing; `settings` are those of redis.conf. It ends with this process at the latest. */
export async function startRedis(settings: Record<string, string> = {}): Promise<RedisServer> {
  let server = await start(await findFreePort(), settings);
  const { port } = server;
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.end('SIGKILL'),
    stop: () => server.end('SIGTERM'),
    async restart() {
      await server.end('SIGKILL');
      server = await start(port, settings);
    },
  };
}

async function start(port: number, settings: Record<string, string>) {
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: tmpdir(), ...settings };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  stopWithUs(child, 'TERM');
  child.unref();
  const exited = once(child, 'exit');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  while (!(await answers(port))) {
    if (hasEnded()) throw new Error(`redis-server ended at once on port ${port}`);
    await delay(20);
  }
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (hasEnded()) return;
    child.ref();
    child.kill(signal);
    await exited;
  }
  return { port, end };
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

async function isInstalled(): Promise<boolean> {
  return run('redis-server', ['--version']).then(
    () => true,
    () => false,
  );
}
