import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees to it that `child` is stopped when this process ends without having stopped it, by kill -9 included: a shell waits
 * at a pipe that only we hold open, and sends `signal` when the system closes it. Like the child it should be given,
 * which is spawned with `detached`, the shell is out of reach of a Ctrl-C in the terminal.
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
  // Neither keeps this process alive; the pipe is closed at its end and not before.
  watchdog.unref();
  if ('unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') watchdog.stdin.unref();
  child.once('exit', () => watchdog.kill('SIGKILL'));
}
