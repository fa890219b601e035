/** One process of the product in a cluster that things happen to. */

import { readFileSync } from 'node:fs';
import { type GogreenProcess, startGogreen } from '#test/support/process.ts';

/** How a process ended. */
export interface Exit {
  process: string;
  /** What it was sent; null: nothing, so it had no reason to end. */
  asked: 'SIGTERM' | 'SIGKILL' | null;
  how: number | NodeJS.Signals;
}

export interface Member {
  readonly name: string;
  /** Where its API is; null: it is a worker. */
  readonly url: string | null;
  /** Resolves when it works. */
  readonly up: Promise<unknown>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. */
  terminate(): Promise<void>;
  /** SIGSTOP: it stands still, and everybody thinks that it is there. */
  freeze(): void;
  thaw(): void;
  /** Moves the clock of one that was started with the jumping clock: an hour on, and the next time back. */
  jump(): void;
  log(): string;
  /** The most memory it has used so far, as the system counts it; null where that is not known. */
  peakMemoryMiB(): number | null;
}

/** One that has not stopped by then never will. */
const STOP_WITHIN_MS = 40_000;

export async function startMember(
  name: string,
  settings: Record<string, string>,
  onExit: (exit: Exit) => void,
): Promise<Member> {
  const child: GogreenProcess = await startGogreen(settings);
  let asked: Exit['asked'] = null;
  let memory: number | null = null;
  const ended = child.ended.then((how) => onExit({ process: name, asked, how }));
  const look = () => {
    memory = readPeak(child.pid) ?? memory;
    return memory;
  };
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    look();
    asked ??= signal;
    const tooLate = setTimeout(() => child.end('SIGKILL'), STOP_WITHIN_MS);
    await child.end(signal);
    await ended;
    clearTimeout(tooLate);
  }
  const up = child.waitFor(/GoGreen is up/);
  // One that is killed while it starts is nobody's fault; where it matters, `up` is awaited.
  up.catch(() => undefined);
  return {
    name,
    url: settings['GOGREEN_ROLE'] === 'worker' ? null : `http://127.0.0.1:${settings['PORT']}`,
    up,
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    freeze: () => void process.kill(child.pid, 'SIGSTOP'),
    thaw: () => void process.kill(child.pid, 'SIGCONT'),
    jump: () => void process.kill(child.pid, 'SIGUSR2'),
    log: () => child.output(),
    peakMemoryMiB: look,
  };
}

function readPeak(pid: number): number | null {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1_024);
  } catch {
    return null;
  }
}
