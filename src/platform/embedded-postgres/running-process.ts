import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hasCode } from '../error-code.ts';

/** Whether a process with this id runs. Zombies do not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return hasCode(error, 'EPERM');
  }
  return linuxStat(pid)?.[0] !== 'Z';
}

/**
 * The start time of a process, in the notation of the system, or undefined when it does not run. Ids are reused; id and
 * start time together are unique.
 */
export function startOf(pid: number): string | undefined {
  if (!isRunning(pid)) return undefined;
  // The 22nd field; the first two are cut off.
  return process.platform === 'linux' ? linuxStat(pid)?.[19] : ps(pid, 'lstart=');
}

/** A process's command line, or undefined when it cannot be read. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ');
}

/** The fields of /proc/<pid>/stat from the third on, which is the state. The second, a name, may hold spaces. */
function linuxStat(pid: number): string[] | undefined {
  const stat = process.platform === 'linux' ? readProc(pid, 'stat') : undefined;
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
