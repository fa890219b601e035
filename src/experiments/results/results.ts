/** The results of totals: computed once when these are recorded, and stored with them. Every number is finite or absent. */

import type { Design } from '../design.ts';
import { compareMeans } from '../statistics/compare-means.ts';
import { compareProportions } from '../statistics/compare-proportions.ts';
import type { Comparison, Estimate, NotEnoughData } from '../statistics/comparison.ts';
import { checkSampleRatio, type SampleRatio } from '../statistics/sample-ratio.ts';
import { explainNotEnough } from './not-enough-data.ts';
import type { Totals } from './totals.ts';

export interface VariationResult {
  variation: string;
  count: number;
  conversions: number | null;
  /** The conversion rate or the mean; null without exposures or values. */
  value: number | null;
  standardDeviation: number | null;
}

export type Verdict = 'BETTER' | 'WORSE' | 'UNDECIDED' | 'NOT_ENOUGH_DATA';

export interface TreatmentResult {
  variation: string;
  verdict: Verdict;
  /** Null when the numbers below are given; otherwise they are null. */
  notEnoughData: { reason: NotEnoughData; explanation: string } | null;
  absoluteLift: Estimate | null;
  relativeLift: Estimate | null;
  pValue: number | null;
  chanceToBeatControl: number | null;
}

export interface ExperimentResults {
  /** The time of the totals. */
  asOf: string;
  /** Control first, then the treatments. */
  variations: VariationResult[];
  treatments: TreatmentResult[];
  sampleRatio: SampleRatio | null;
}

/** The results of totals, which are those of control and every treatment, in that order. */
export function computeResults(design: Design, totals: Totals[], asOf: Date): ExperimentResults {
  const [control, ...treatments] = totals;
  if (!control) throw new Error('an experiment has a control');
  const arms = totals.map(({ count }, index) => ({ count, weight: design.split[index]?.weight ?? 1 }));
  return {
    asOf: asOf.toISOString(),
    variations: totals.map(showVariation),
    treatments: treatments.map((treatment) => judge(design, treatment, control)),
    sampleRatio: checkSampleRatio(arms),
  };
}

function judge(design: Design, treatment: Totals, control: Totals): TreatmentResult {
  const found = compare(design, treatment, control);
  if (typeof found === 'string') {
    return {
      variation: treatment.variation,
      verdict: 'NOT_ENOUGH_DATA',
      notEnoughData: { reason: found, explanation: explainNotEnough(found, design, [control, treatment]) },
      absoluteLift: null,
      relativeLift: null,
      pValue: null,
      chanceToBeatControl: null,
    };
  }
  const { absoluteLift, relativeLift, pValue, chanceOfHigher } = found;
  const { higherIsBetter } = design.metric;
  const isBetter = absoluteLift.value > 0 === higherIsBetter;
  return {
    variation: treatment.variation,
    verdict: pValue >= design.alpha ? 'UNDECIDED' : isBetter ? 'BETTER' : 'WORSE',
    notEnoughData: null,
    absoluteLift,
    relativeLift,
    pValue,
    chanceToBeatControl: higherIsBetter ? chanceOfHigher : 1 - chanceOfHigher,
  };
}

function compare(design: Design, treatment: Totals, control: Totals): Comparison | NotEnoughData {
  if (Math.min(treatment.count, control.count) < design.minimumSample) return 'TOO_FEW_EXPOSURES';
  return design.metric.kind === 'CONVERSION'
    ? compareProportions(toProportion(treatment), toProportion(control), design.alpha)
    : compareMeans(toSample(treatment), toSample(control), design.alpha);
}

function showVariation(totals: Totals): VariationResult {
  const { variation, count, conversions, mean, standardDeviation } = totals;
  if (count === 0) return { variation, count, conversions, value: null, standardDeviation: null };
  if (conversions === null) return { variation, count, conversions, value: mean, standardDeviation };
  const rate = conversions / count;
  return { variation, count, conversions, value: rate, standardDeviation: Math.sqrt(rate * (1 - rate)) };
}

function toProportion({ count, conversions }: Totals) {
  return { exposures: count, conversions: conversions ?? 0 };
}

function toSample({ count, mean, standardDeviation }: Totals) {
  return { count, mean: mean ?? 0, standardDeviation: standardDeviation ?? 0 };
}
