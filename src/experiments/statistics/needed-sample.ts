/** How large control has to be for a two-sided test to find an effect. The treatment is `ratio` times as large. */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Test {
  alpha: number;
  /** The share of such experiments in which the test finds the effect. */
  power: number;
  /** Size of the treatment as a multiple of control. */
  ratio: number;
}

/** For the z-test of two rates with pooled variance. Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 4.14. */
export function neededForRates(control: number, treatment: number, { alpha, power, ratio }: Test): number {
  const pooled = (control + ratio * treatment) / (1 + ratio);
  const ofChance = Math.sqrt((1 + 1 / ratio) * pooled * (1 - pooled));
  const ofEffect = Math.sqrt(control * (1 - control) + (treatment * (1 - treatment)) / ratio);
  return ((quantile(1 - alpha / 2) * ofChance + quantile(power) * ofEffect) / (treatment - control)) ** 2;
}

/** For the test of two means whose values have the same standard deviation, by the normal approximation. */
export function neededForMeans(
  difference: number,
  standardDeviation: number,
  { alpha, power, ratio }: Test,
): number {
  const spread = (quantile(1 - alpha / 2) + quantile(power)) * standardDeviation;
  return (1 + 1 / ratio) * (spread / difference) ** 2;
}

function quantile(probability: number): number {
  return normalQuantile(probability, 0, 1);
}
