/** CPU time of processes, from /proc: steadier than rates on a busy machine. */

import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second wherever Node runs (sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;

/** CPU time in milliseconds of a process and its threads so far. */
export function cpuOf(pid: number): number {
  const [, , , user, system] = fieldsOf(pid);
  return (Number(user) + Number(system)) * TICK_MS;
}

/** The same of a process, its children, and those of them that have ended. */
export function cpuOfTree(pid: number): number {
  const children = readdirSync('/proc').map((name) => {
    try {
      return /^\d+$/.test(name) && fieldsOf(Number(name))[1] === String(pid) ? cpuOf(Number(name)) : 0;
    } catch {
      // It has ended since the folder was read, and counts for its parent.
      return 0;
    }
  });
  const [, , , , , endedUser, endedSystem] = fieldsOf(pid);
  const ended = (Number(endedUser) + Number(endedSystem)) * TICK_MS;
  return children.reduce((sum, cpu) => sum + cpu, cpuOf(pid) + ended);
}

/** The fields that matter, as proc_pid_stat(5) numbers them: 3, 4, 1, 14, 15, 16, 17. */
function fieldsOf(pid: number): (string | undefined)[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program is in brackets, and may have blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return [fields[0], fields[1], String(pid), fields[11], fields[12], fields[13], fields[14]];
}
