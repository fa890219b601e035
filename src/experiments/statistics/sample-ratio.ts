import chiSquareProbability from '@stdlib/stats-base-dists-chisquare-cdf';

/** Below this, chance does not explain how the exposures were split. */
export const MISMATCH_BELOW = 0.001;
const MINIMUM_EXPECTED = 5;

export interface SampleRatio {
  pValue: number;
  mismatch: boolean;
}

/**
 * Whether exposures were split as expected, by Pearson's chi-squared test. Weights are relative to each other. Null while
 * less than five exposures are expected in an arm.
 */
export function checkSampleRatio(arms: { count: number; weight: number }[]): SampleRatio | null {
  const total = sumOf(arms.map(({ count }) => count));
  const weights = sumOf(arms.map(({ weight }) => weight));
  const compared = arms.map(({ count, weight }) => ({ count, expected: (total * weight) / weights }));
  if (compared.some(({ expected }) => expected < MINIMUM_EXPECTED)) return null;
  const statistic = sumOf(compared.map(({ count, expected }) => (count - expected) ** 2 / expected));
  const pValue = Math.max(0, 1 - chiSquareProbability(statistic, arms.length - 1));
  return { pValue, mismatch: pValue < MISMATCH_BELOW };
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
