/** Processes of the bench: a Node that runs one file, told to stop by SIGTERM at the end of their scope. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Child extends AsyncDisposable {
  pid: number;
  /** Rejects, with what it wrote, when it ends before it is told to. */
  failed: Promise<never>;
}

export function startChild(
  file: string,
  env: Record<string, string>,
  nodeOptions: string[] = [],
  args: string[] = [],
): Child {
  const child = spawn(process.execPath, [...nodeOptions, file, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const exited = once(child, 'exit');
  let stopping = false;
  const failed = exited.then(([code]) => {
    if (stopping) return new Promise<never>(() => {});
    throw new Error(`${file} ended by itself (${code}):\n${said.join('')}`);
  });
  // It is looked at while something waits for the process; otherwise the next thing to wait finds it.
  failed.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    failed,
    async [Symbol.asyncDispose]() {
      stopping = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
}
