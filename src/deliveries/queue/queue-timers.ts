/** When queues are to be claimed from again: one timer for each, at the earliest time that was set. */

import type { Queue, WaitingQueue } from './claim-due.ts';

export interface QueueTimers {
  /** An earlier time that was set before stays: it may be for a newer delivery. */
  set(queue: WaitingQueue): void;
  clear(): void;
}

export function createQueueTimers(claimFrom: (queue: Queue) => void, now: () => Date): QueueTimers {
  const timers = new Map<string, { at: Date; timer: NodeJS.Timeout }>();
  return {
    set({ nextClaimAt: at, ...queue }) {
      const key = `${queue.integrationId} ${queue.target}`;
      const known = timers.get(key);
      if (known && known.at <= at) return;
      clearTimeout(known?.timer);
      const fire = () => {
        timers.delete(key);
        claimFrom(queue);
      };
      timers.set(key, { at, timer: setTimeout(fire, Math.max(0, at.getTime() - now().getTime())) });
    },
    clear() {
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
