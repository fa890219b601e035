/** Sentences about an experiment, shown in place of changes. The most important comes first. */

import { shorten } from '../contract/shorten.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';
import { formatChange, formatProbability, formatShare, formatValue } from './numbers.ts';
import { oneLine } from './one-line.ts';

type Experiment = NonNullable<OutgoingEvent['experiment']>;
type Results = NonNullable<Experiment['results']>;
type Treatment = Results['treatments'][number];

const MAX_NAME_LENGTH = 80;
const MAX_HYPOTHESIS_LENGTH = 400;

/** Empty for events about something else. */
export function experimentSentences({ type, experiment }: OutgoingEvent): string[] {
  if (!experiment) return [];
  const { name, hypothesis, results } = experiment;
  return [
    `“${cut(name)}”: ${happened(type, experiment)}`,
    ...(results?.sampleRatio?.mismatch ? [mismatch(results.sampleRatio.pValue)] : []),
    ...(results?.variations ?? []).map((variation) => line(experiment, results, variation)),
    `Hypothesis: ${shorten(oneLine(hypothesis), MAX_HYPOTHESIS_LENGTH)}`,
  ];
}

function happened(type: OutgoingEvent['type'], experiment: Experiment): string {
  const { metric, control, treatments, results, conclusion, significanceReached } = experiment;
  const measured = `${cut(metric.name)} (${metric.kind === 'MEAN' ? 'mean' : 'conversion rate'}, ${metric.higherIsBetter ? 'higher' : 'lower'} is better)`;
  if (type === 'EXPERIMENT_STARTED') {
    return `${listOf(treatments)} against ${quote(control)}, by ${measured}.`;
  }
  if (conclusion) return outcome(conclusion);
  if (significanceReached.length === 0) return `${measured} so far.`;
  const reached = significanceReached.map((key) => {
    const verdict = results?.treatments.find(({ variation }) => variation === key)?.verdict;
    return `${quote(key)} is now significantly ${verdict === 'WORSE' ? 'worse' : 'better'} than ${quote(control)}`;
  });
  return `${reached.join(', ')}, by ${measured}.`;
}

function outcome({ winner, applied, notAppliedBecause }: NonNullable<Experiment['conclusion']>): string {
  if (winner === null) return 'no variation has won.';
  const won = `${quote(winner)} has won`;
  if (applied) return `${won}, and the flag serves it now.`;
  return notAppliedBecause === null
    ? `${won}.`
    : `${won}, but was not applied. ${oneLine(notAppliedBecause)}`;
}

function mismatch(pValue: number): string {
  return `Warning, sample ratio mismatch: exposures are not split as expected (p ${formatProbability(pValue)}), so these results cannot be trusted.`;
}

/** The measured values of a variation and, for a treatment, the comparison with control. */
function line(
  experiment: Experiment,
  results: Results | null,
  { variation, count, conversions, value, standardDeviation }: Results['variations'][number],
): string {
  const measured =
    experiment.metric.kind === 'CONVERSION'
      ? `${value === null ? 'no rate' : formatShare(value)} (${formatCount(conversions ?? 0)} of ${formatCount(count)})`
      : `${value === null ? 'no mean' : formatValue(value)} (${formatCount(count)} values, standard deviation ${formatValue(standardDeviation ?? 0)})`;
  const treatment = results?.treatments.find((candidate) => candidate.variation === variation);
  return `${quote(variation)}: ${measured}${treatment ? `; ${comparison(experiment, treatment)}` : ', the control'}.`;
}

function comparison({ metric, alpha }: Experiment, treatment: Treatment): string {
  const { relativeLift, absoluteLift, pValue, chanceToBeatControl, notEnoughData } = treatment;
  if (notEnoughData) return `not enough data: ${oneLine(notEnoughData.explanation).replace(/\.$/, '')}`;
  const inPoints = metric.kind === 'CONVERSION';
  const lift = relativeLift ?? absoluteLift;
  const show = (number: number) =>
    formatChange(number, relativeLift ? 'percent' : inPoints ? 'points' : 'value');
  const interval = lift
    ? [`${show(lift.value)} (${formatShare(1 - alpha)} interval ${show(lift.lower)} to ${show(lift.upper)})`]
    : [];
  return [
    verdicts[treatment.verdict],
    ...interval,
    ...(pValue === null ? [] : [`p ${formatProbability(pValue)}`]),
    ...(chanceToBeatControl === null ? [] : [`chance to beat control ${formatShare(chanceToBeatControl)}`]),
  ].join(', ');
}

const verdicts: Record<Treatment['verdict'], string> = {
  BETTER: 'better',
  WORSE: 'worse',
  UNDECIDED: 'undecided',
  NOT_ENOUGH_DATA: 'not enough data',
};

function listOf(keys: string[]): string {
  return keys.map(quote).join(', ');
}

function quote(key: string): string {
  return `"${cut(key)}"`;
}

function cut(text: string): string {
  return shorten(oneLine(text) || '–', MAX_NAME_LENGTH);
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}
