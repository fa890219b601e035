import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import { compileCache } from '#test/support/compile-cache.ts';

export interface WorkerProcess extends AsyncDisposable {
  /** Resolves once it works; fails when it ends before. */
  up(): Promise<void>;
  /** Sends a signal and waits for the end. Answers with the exit code; null when the signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** What it has written to its log. */
  log(): string;
}

/** A process of its own with the role worker, on the database of a test's app. It ends with this process at the latest. */
export function startWorkerProcess({
  app,
  databaseUrl,
  encryptionKeys,
}: Pick<TestApp, 'app' | 'databaseUrl' | 'encryptionKeys'>): WorkerProcess {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/main.ts')], {
    // Not the project's folder: a file .env there is the developer's.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      ...compileCache,
      GOGREEN_ROLE: 'worker',
      DATABASE_URL: databaseUrl,
      GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
      GOGREEN_ENCRYPTION_KEYS: encryptionKeys,
      EGRESS_ALLOW: '127.0.0.0/8',
      PUBLIC_URL: app.publicUrl,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  stopWithUs(child, 'TERM');
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const end = (signal: 'SIGKILL' | 'SIGTERM') => endChild(child, signal);
  const log = () => Buffer.concat(output).toString();
  return {
    end,
    log,
    async up() {
      while (!log().includes('GoGreen is up')) {
        if (child.exitCode !== null) throw new Error(`the worker ended:\n${log()}`);
        await delay(20);
      }
    },
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
}

async function endChild(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
