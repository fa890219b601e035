/** When lines are to be looked at again: one timer for each, the earliest that was asked for. */

import type { Line, WaitingLine } from './line.ts';

export interface LineTimers {
  /** Looks at the line at its time. An earlier time that was asked for before stands: it may know of something newer. */
  set(line: WaitingLine): void;
  clear(): void;
}

export function createLineTimers(look: (line: Line) => void, now: () => Date): LineTimers {
  const timers = new Map<string, { at: Date; timer: NodeJS.Timeout }>();
  return {
    set({ lookAgainAt: at, ...line }) {
      const key = `${line.integrationId} ${line.target}`;
      const known = timers.get(key);
      if (known && known.at <= at) return;
      clearTimeout(known?.timer);
      const ring = () => {
        timers.delete(key);
        look(line);
      };
      timers.set(key, { at, timer: setTimeout(ring, Math.max(0, at.getTime() - now().getTime())) });
    },
    clear() {
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
