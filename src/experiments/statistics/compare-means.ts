import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import studentProbability from '@stdlib/stats-base-dists-t-cdf';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { chanceOfHigherMean } from './chance-to-beat.ts';
import type { Comparison, Estimate, NotEnoughData } from './comparison.ts';

export interface Sample {
  count: number;
  mean: number;
  /** Of the sample: its sum of squares was divided by `count - 1`. */
  standardDeviation: number;
}

/**
 * Two means: Welch's t-test and its interval for the difference; the delta method for the ratio. At least two values in
 * each arm.
 */
export function compareMeans(treatment: Sample, control: Sample, alpha: number): Comparison | NotEnoughData {
  const standardError = Math.sqrt(squaredError(treatment) + squaredError(control));
  if (!(standardError > 0)) return 'NO_VARIANCE';
  const difference = treatment.mean - control.mean;
  const freedom = welchFreedom(treatment, control);
  const spread = studentQuantile(1 - alpha / 2, freedom) * standardError;
  return {
    absoluteLift: { value: difference, lower: difference - spread, upper: difference + spread },
    relativeLift: ratioOfMeans(treatment, control, normalQuantile(1 - alpha / 2, 0, 1)),
    pValue: 2 * studentProbability(-Math.abs(difference / standardError), freedom),
    chanceOfHigher: chanceOfHigherMean(difference, standardError),
  };
}

/** The degrees of freedom by Welch and Satterthwaite. */
export function welchFreedom(treatment: Sample, control: Sample): number {
  const [mine, theirs] = [squaredError(treatment), squaredError(control)];
  // Shares rather than squares of squares, which overflow and vanish sooner.
  const share = mine / (mine + theirs);
  return 1 / (share ** 2 / (treatment.count - 1) + (1 - share) ** 2 / (control.count - 1));
}

/**
 * The ratio of the means less one. Only where control's mean is positive, and so far from zero that its own interval
 * does not include it: a ratio to what may be zero has no meaning.
 */
function ratioOfMeans(treatment: Sample, control: Sample, z: number): Estimate | null {
  if (control.mean <= z * Math.sqrt(squaredError(control))) return null;
  const ratio = treatment.mean / control.mean;
  const spread = (z * Math.sqrt(squaredError(treatment) + ratio ** 2 * squaredError(control))) / control.mean;
  const estimate = { value: ratio - 1, lower: ratio - spread - 1, upper: ratio + spread - 1 };
  return Object.values(estimate).every(Number.isFinite) ? estimate : null;
}

function squaredError({ count, standardDeviation }: Sample): number {
  return standardDeviation ** 2 / count;
}
