/**
 * The chance that a treatment is better than control, given what was seen and nothing else. Computed and never sampled:
 * the same totals always give the same chance.
 */

import betaProbability from '@stdlib/stats-base-dists-beta-cdf';
import betaDensity from '@stdlib/stats-base-dists-beta-pdf';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalProbability from '@stdlib/stats-base-dists-normal-cdf';

export interface Proportion {
  conversions: number;
  exposures: number;
}

/** What lies beyond is one part in a billion on each side. */
const TAIL = 1e-9;
const INTERVALS = 256;

/**
 * The chance that the treatment's rate is the higher one, each rate having a uniform prior, so that what is known of it
 * is a Beta distribution.
 */
export function chanceOfHigherRate(treatment: Proportion, control: Proportion): number {
  const [mine, theirs] = [posterior(treatment), posterior(control)];
  // Over the narrower of the two densities: on its scale the other distribution is smooth, and few steps are exact.
  const chance =
    varianceOf(mine) <= varianceOf(theirs) ? chanceOfMore(mine, theirs) : 1 - chanceOfMore(theirs, mine);
  return Math.min(1, Math.max(0, chance));
}

/** The chance that a mean is the higher one, by the normal approximation of their difference. */
export function chanceOfHigherMean(difference: number, standardError: number): number {
  return normalProbability(difference / standardError, 0, 1);
}

interface Beta {
  alpha: number;
  beta: number;
}

function posterior({ conversions, exposures }: Proportion): Beta {
  return { alpha: conversions + 1, beta: exposures - conversions + 1 };
}

function varianceOf({ alpha, beta }: Beta): number {
  const sum = alpha + beta;
  return ((alpha / sum) * (beta / sum)) / (sum + 1);
}

/** Of two independent variables, that `left` is the greater: the integral of its density times the other's distribution. */
function chanceOfMore(left: Beta, right: Beta): number {
  const from = betaQuantile(TAIL, left.alpha, left.beta);
  const step = (betaQuantile(1 - TAIL, left.alpha, left.beta) - from) / INTERVALS;
  let [weighted, total] = [0, 0];
  for (let index = 0; index <= INTERVALS; index += 1) {
    const at = from + index * step;
    const weight = simpsonWeight(index) * betaDensity(at, left.alpha, left.beta);
    weighted += weight * betaProbability(at, right.alpha, right.beta);
    total += weight;
  }
  // Divided by what the density itself comes to, which takes the tails and the rounding of large counts out.
  return weighted / total;
}

function simpsonWeight(index: number): number {
  if (index === 0 || index === INTERVALS) return 1;
  return index % 2 === 1 ? 4 : 2;
}
