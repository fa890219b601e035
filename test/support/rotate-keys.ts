/** `npm run rotate-keys` as people run it: a process of its own, with these settings and no others. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopWithUs } from '#src/platform/embedded-postgres/child-watchdog.ts';
import { compileCache } from '#test/support/compile-cache.ts';

export interface RotationProcess {
  /** How it ended, and what it wrote. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  kill(): void;
}

export function startRotation(settings: Record<string, string>): RotationProcess {
  const file = path.resolve(import.meta.dirname, '../../src/rotate-keys.ts');
  const child = spawn(process.execPath, [file], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), ...compileCache, ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  stopWithUs(child, 'TERM');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, output })),
    kill: () => void child.kill('SIGKILL'),
  };
}

export function rotateKeys(
  settings: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return startRotation(settings).ended;
}
