import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Stops `child` when this process ends without having stopped it, even by kill -9: a shell reads from a pipe that only we
 * hold open, and sends `signal` when the system closes it. The shell is detached, as the child should be, so that a
 * Ctrl-C in the terminal reaches neither.
 */
export function stopWithUs(
  child: ChildProcess,
  signal: 'INT' | 'TERM',
  user?: { uid: number; gid: number },
): void {
  if (child.pid === undefined) return;
  const script = 'read -r _; kill -s "$1" "$2"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', signal, String(child.pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', (error) => child.emit('error', error));
  watchdog.stdin.on('error', () => undefined);
  // Neither the shell nor the pipe keeps this process alive.
  watchdog.unref();
  if ('unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') watchdog.stdin.unref();
  child.once('exit', () => watchdog.kill('SIGKILL'));
}
