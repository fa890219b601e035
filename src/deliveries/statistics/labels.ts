/**
 * What is counted of each minute: `DELIVERED`, `FAILED` and `CANCELLED` for deliveries that ended so, and for each attempt
 * `duration:` with its class of durations and, if it failed, `error:` with its error class.
 *
 * The classes of durations are so wide that the middle of one is at most this far from any duration in it. Counts of classes
 * can be added up, which percentiles cannot.
 */
export const DURATION_ERROR = 0.08;

const GROWTH = 1 + 2 * DURATION_ERROR;

/** SQL: the class of a duration in milliseconds. */
export const durationClass = (ms: string) => `ceil(ln(greatest(${ms}, 1)) / ln(${GROWTH}))::int`;

/** The middle of a class, in milliseconds. */
export function durationOf(durationClass: number): number {
  return Math.round(GROWTH ** (durationClass - 0.5));
}

/** The duration that this part of the attempts did not exceed. Null when there were none. */
export function percentile(durations: Map<number, number>, part: number): number | null {
  const total = [...durations.values()].reduce((sum, count) => sum + count, 0);
  let passed = 0;
  for (const [durationClass, count] of [...durations].toSorted(([left], [right]) => left - right)) {
    passed += count;
    if (passed >= part * total) return durationOf(durationClass);
  }
  return null;
}
