/**
 * Counts what each key sends and holds open, in this process only: asking Redis would take longer than evaluating all
 * flags of an environment. `max` 0: no limit.
 */

const WINDOW_MS = 60_000;

export interface KeyRate {
  /** Counts one more. Null when it is within the limit; otherwise the seconds until the next minute begins. */
  exceededFor(key: string): number | null;
}

/** `now` in milliseconds of a clock that never goes back. */
export function createKeyRate(max: number, now: () => number = () => performance.now()): KeyRate {
  let windowEnd = now() + WINDOW_MS;
  const counts = new Map<string, { sent: number }>();
  return {
    exceededFor(key) {
      if (max === 0) return null;
      const time = now();
      if (time >= windowEnd) {
        counts.clear();
        windowEnd = time + WINDOW_MS;
      }
      const count = counts.get(key);
      if (!count) counts.set(key, { sent: 1 });
      else if (++count.sent > max) return (windowEnd - time) / 1_000;
      return null;
    },
  };
}
