/** How much more an experiment has to measure to find an effect of a given size, at the rate or mean that control has now. */

import type { Design } from '../design.ts';
import { neededForMeans, neededForRates } from '../statistics/needed-sample.ts';
import type { ExperimentResults, VariationResult } from './results.ts';

/** The usual one: four of five experiments with such an effect find it. */
export const POWER = 0.8;
export const MIN_EFFECT = 0.001;
export const MAX_EFFECT = 10;

const DAY_MS = 86_400_000;

export interface Power {
  /** The lift that is to be found, as a share of control. */
  effect: number;
  /** Exposures, or values, of all variations together. */
  needed: number;
  counted: number;
  missing: number;
  /** At the pace since the start; null without a pace. */
  missingDays: number | null;
  /** The smallest lift that what was counted is enough for; null if there is none up to MAX_EFFECT. */
  detectableEffect: number | null;
}

/** Null while control's rate or mean is no base for a lift: without exposures or values, or if it is not above zero. */
export function powerOf(
  design: Design,
  results: ExperimentResults,
  startedAt: Date | null,
  effect: number,
): Power | null {
  const [control] = results.variations;
  if (!control?.value || !control.standardDeviation || control.value <= 0) return null;
  const needed = neededInAll(design, control, effect);
  if (needed === null) return null;
  const counted = results.variations.reduce((sum, { count }) => sum + count, 0);
  const missing = Math.max(0, needed - counted);
  const days = startedAt ? (Date.parse(results.asOf) - startedAt.getTime()) / DAY_MS : 0;
  return {
    effect,
    needed,
    counted,
    missing,
    missingDays: days > 0 ? missing / (counted / days) : null,
    detectableEffect: detectable(design, control, counted),
  };
}

/** Null if there can be no such rate: above 1, or below 0. */
function neededInAll(design: Design, control: VariationResult, effect: number): number | null {
  const { metric, alpha, split, minimumSample } = design;
  const [base = 0, deviation = 0] = [control.value ?? 0, control.standardDeviation ?? 0];
  const improved = base * (metric.higherIsBetter ? 1 + effect : 1 - effect);
  if (metric.kind === 'CONVERSION' && (improved <= 0 || improved >= 1)) return null;
  const weights = split.map(({ weight }) => weight);
  const [ofControl = 1, ...ofTreatments] = weights;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const inControl = ofTreatments.map((weight) => {
    const test = { alpha, power: POWER, ratio: weight / ofControl };
    return metric.kind === 'CONVERSION'
      ? neededForRates(base, improved, test)
      : neededForMeans(improved - base, deviation, test);
  });
  const toCompare = (minimumSample * all) / Math.min(...weights);
  return Math.ceil(Math.max(toCompare, (Math.max(...inControl) * all) / ofControl));
}

/** By halving: a larger effect needs less. */
function detectable(design: Design, control: VariationResult, counted: number): number | null {
  const isEnough = (effect: number) => {
    const needed = neededInAll(design, control, effect);
    return needed !== null && needed <= counted;
  };
  let high = Math.min(MAX_EFFECT, largestEffect(design, control));
  if (!isEnough(high)) return null;
  for (let low = 0, step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Just below the one that leads to a rate of 1, or to a rate or mean of 0. */
function largestEffect({ metric }: Design, { value }: VariationResult): number {
  if (!metric.higherIsBetter) return 0.999;
  return metric.kind === 'CONVERSION' ? 0.999 * (1 / (value ?? 1) - 1) : MAX_EFFECT;
}
