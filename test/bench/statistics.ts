/** Numbers out of numbers. */

/** What came out of all rounds: the one in the middle, and how far apart they were. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  rounds: number[];
}

export function spreadOf(rounds: number[]): Spread {
  return { median: percentile(rounds, 50), min: Math.min(...rounds), max: Math.max(...rounds), rounds };
}

/** The smallest value that `percent` of all values do not exceed. Throws without values. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new Error('there is nothing to take a percentile of');
  return value;
}
