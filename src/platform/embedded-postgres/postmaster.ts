import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopWithUs } from './child-watchdog.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';
import type { EmbeddedLocation } from './embedded-location.ts';
import { commandOf, isRunning } from './running-process.ts';

const SECOND = 1000;

/** To Postgres, SIGINT means: close connections and checkpoint. SIGQUIT means: end now, and recover at the next start. */
const stopSignals = [
  { signal: 'SIGINT', wait: 20 * SECOND },
  { signal: 'SIGQUIT', wait: 10 * SECOND },
  { signal: 'SIGKILL', wait: 5 * SECOND },
] as const;

/**
 * Starts the server process in a session of its own: Ctrl-C in a terminal would otherwise stop it at once, while requests
 * and deliveries still need it to finish. Its messages go to a file, because a pipe would block it when we do not read.
 */
export async function spawnPostmaster(
  { folder, user, binaries }: EmbeddedLocation,
  args: string[],
): Promise<ChildProcess> {
  const logFile = path.join(folder, 'log');
  await rm(logFile, { force: true });
  const log = await open(logFile, 'w', 0o600);
  try {
    const child = spawn(binaries.postgres, args, {
      ...user,
      cwd: '/',
      detached: true,
      env: { LC_ALL: 'C' },
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    child.unref();
    stopWithUs(child, 'INT', user);
    return child;
  } finally {
    await log.close();
  }
}

/** The last messages of the server. */
export async function readLastLines(folder: string): Promise<string> {
  const log = await readFile(path.join(folder, 'log'), 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-8).join('\n');
}

export async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, 'exit');
  for (const { signal, wait } of stopSignals) {
    child.kill(signal);
    const timer = new AbortController();
    const ended = await Promise.race([
      exited.then(() => true),
      delay(wait, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (ended) return;
  }
  throw new EmbeddedPostgresError(`PostgreSQL (process ${child.pid}) does not end.`);
}

/**
 * Stops a server that a killed GoGreen left running on `data`. Call it only as the owner of the folder. Postgres ignores a
 * `postmaster.pid` whose process has ended, but refuses to start when another process has got the same id, so the id is
 * then replaced. The rest of the file is kept: Postgres finds sessions by it that have not ended yet.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const pid = Number(text?.split('\n')[0]);
  if (text === undefined || !Number.isInteger(pid) || pid <= 0) return;
  if (!commandOf(pid)?.includes(data)) {
    const noSuchProcess = 2 ** 31 - 1;
    await writeFile(file, text.replace(/^\d+/, String(noSuchProcess)));
    return;
  }
  for (const { signal, wait } of stopSignals) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < wait && isRunning(pid); waited += 50) await delay(50);
  }
  if (isRunning(pid)) {
    throw new EmbeddedPostgresError(
      `A PostgreSQL (process ${pid}) of an earlier run still uses ${data} and does not end. Stop it, then start again.`,
    );
  }
}
