/** The product as people run it: a process of its own, started with `node src/main.ts`. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { isRunning } from '#src/platform/embedded-postgres/running-process.ts';
import { compileCache } from '#test/support/compile-cache.ts';

export interface GogreenProcess {
  readonly pid: number;
  /** All that it has written so far, to standard output and standard error. */
  output(): string;
  /** Resolves with the match once the output has it; fails when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const mainFile = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const running = new Set<ChildProcess>();

export interface ProcessOptions {
  /** What is run instead of `node src/main.ts`, in the same empty folder. */
  command?: readonly [program: string, ...args: string[]];
  /** What the file .env in the folder has; none without. */
  dotEnv?: string | Buffer;
}

/** The command of the product. */
export const nodeCommand = [process.execPath, mainFile] as const;

/** Starts it with these settings and no others, in a folder of its own: neither our environment nor our `.env` comes in. */
export async function startGogreen(
  settings: Record<string, string>,
  { command = nodeCommand, dotEnv }: ProcessOptions = {},
): Promise<GogreenProcess> {
  const cwd = await mkdtemp(path.join(tmpdir(), 'gogreen-cwd-'));
  if (dotEnv !== undefined) await writeFile(path.join(cwd, '.env'), dotEnv);
  // Whether the dashboard was built is of no matter to them.
  const base = { PATH: process.env['PATH'] ?? '', HOME: cwd, DASHBOARD: 'off' };
  const env = { ...base, ...compileCache, ...settings };
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  stopWithUs(child, 'TERM');
  running.add(child);
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of looks) look();
    });
  }
  const ended = once(child, 'close').then(async ([code, signal]) => {
    running.delete(child);
    await rm(cwd, { recursive: true });
    return (code ?? signal) as number | NodeJS.Signals;
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    waitFor(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        looks.add(look);
        look();
        ended.then((how) => reject(new Error(`ended (${how}) without ${pattern}:\n${output}`)));
      });
    },
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** What a test that failed half-way has left running. */
export async function endAll(): Promise<void> {
  const left = [...running];
  for (const child of left) child.kill('SIGKILL');
  await Promise.all(left.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'close')));
}

/** Whether the embedded PostgreSQL of a data folder is running. */
export async function isPostgresRunning(dataDir: string): Promise<boolean> {
  const file = path.join(dataDir, 'postgres/data/postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text !== null && isRunning(Number.parseInt(text, 10));
}
