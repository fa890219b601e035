import normalProbability from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { chanceOfHigherRate, type Proportion } from './chance-to-beat.ts';
import type { Comparison, Estimate, NotEnoughData } from './comparison.ts';

/** Expected conversions and non-conversions in each arm: with fewer, the normal approximation of the test does not hold. */
export const MINIMUM_EXPECTED = 5;

/**
 * Two rates: the z-test with pooled variance; Newcombe's hybrid score interval for the difference (his method 10, without
 * continuity correction) and Katz's log interval for the ratio.
 */
export function compareProportions(
  treatment: Proportion,
  control: Proportion,
  alpha: number,
): Comparison | NotEnoughData {
  const pooled = (treatment.conversions + control.conversions) / (treatment.exposures + control.exposures);
  if (pooled === 0 || pooled === 1) return 'NO_VARIANCE';
  const expected = Math.min(treatment.exposures, control.exposures) * Math.min(pooled, 1 - pooled);
  if (expected < MINIMUM_EXPECTED) return 'TOO_FEW_CONVERSIONS';
  const z = normalQuantile(1 - alpha / 2, 0, 1);
  return {
    absoluteLift: newcombe(treatment, control, z),
    relativeLift: katz(treatment, control, z),
    pValue: 2 * normalProbability(-Math.abs(pooledZ(treatment, control)), 0, 1),
    chanceOfHigher: chanceOfHigherRate(treatment, control),
  };
}

/** The statistic of the two-proportion z-test with pooled variance. */
export function pooledZ(treatment: Proportion, control: Proportion): number {
  const pooled = (treatment.conversions + control.conversions) / (treatment.exposures + control.exposures);
  const variance = pooled * (1 - pooled) * (1 / treatment.exposures + 1 / control.exposures);
  return (rateOf(treatment) - rateOf(control)) / Math.sqrt(variance);
}

/** Newcombe (1998), Statistics in Medicine 17:873-890, method 10. */
export function newcombe(treatment: Proportion, control: Proportion, z: number): Estimate {
  const [mine, theirs] = [wilson(treatment, z), wilson(control, z)];
  const value = mine.value - theirs.value;
  return {
    value,
    lower: value - Math.hypot(mine.value - mine.lower, theirs.upper - theirs.value),
    upper: value + Math.hypot(mine.upper - mine.value, theirs.value - theirs.lower),
  };
}

/** The ratio of the rates less one. Katz et al. (1978), Biometrics 34:469-474. */
export function katz(treatment: Proportion, control: Proportion, z: number): Estimate | null {
  if (treatment.conversions === 0 || control.conversions === 0) return null;
  const ratio = rateOf(treatment) / rateOf(control);
  const spread = z * Math.sqrt(logVariance(treatment) + logVariance(control));
  return {
    value: ratio - 1,
    lower: ratio * Math.exp(-spread) - 1,
    upper: ratio * Math.exp(spread) - 1,
  };
}

function logVariance({ conversions, exposures }: Proportion): number {
  return 1 / conversions - 1 / exposures;
}

/** Wilson's score interval of one rate. */
function wilson(proportion: Proportion, z: number): Estimate {
  const { exposures } = proportion;
  const rate = rateOf(proportion);
  const middle = 2 * exposures * rate + z * z;
  const spread = z * Math.sqrt(z * z + 4 * exposures * rate * (1 - rate));
  const whole = 2 * (exposures + z * z);
  return { value: rate, lower: (middle - spread) / whole, upper: (middle + spread) / whole };
}

function rateOf({ conversions, exposures }: Proportion): number {
  return conversions / exposures;
}
