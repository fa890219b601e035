/** Results of experiments as they can be read. */

import { builder } from '../../graphql/builder.ts';
import { EstimateType, NotEnoughDataEnum, VerdictEnum } from '../experiment-words.schema.ts';
import type { SampleRatio } from '../statistics/sample-ratio.ts';
import type { ExperimentResults, TreatmentResult, VariationResult } from './results.ts';

const VariationResultType = builder.objectRef<VariationResult>('ExperimentVariationResult').implement({
  description: 'Totals of one variation since the start.',
  fields: (t) => ({
    variation: t.exposeString('variation', { description: 'The key of the variation.' }),
    count: t.exposeInt('count', {
      description: 'Number of exposures; for a MEAN metric the number of values.',
    }),
    conversions: t.exposeInt('conversions', {
      nullable: true,
      description: 'Number of exposures that converted. null for a MEAN metric.',
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'Conversion rate from 0 to 1, or mean. null if there are no exposures or values.',
    }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description:
        'Standard deviation of the values: as it was sent, or √(rate × (1 - rate)) for a CONVERSION metric.',
    }),
  }),
});

const NotEnoughDataType = builder
  .objectRef<NonNullable<TreatmentResult['notEnoughData']>>('NotEnoughData')
  .implement({
    description: 'Reason why a treatment cannot be compared yet.',
    fields: (t) => ({
      reason: t.expose('reason', { type: NotEnoughDataEnum, description: 'Reason as a code.' }),
      explanation: t.exposeString('explanation', { description: 'Sentence that says what is missing.' }),
    }),
  });

const TreatmentResultType = builder.objectRef<TreatmentResult>('ExperimentTreatmentResult').implement({
  description:
    'Comparison of one treatment with control. Each treatment is compared by itself: with many treatments, or when results are checked repeatedly, more than the share alpha becomes significant by chance.',
  fields: (t) => ({
    variation: t.exposeString('variation', { description: 'The key of the treatment.' }),
    verdict: t.expose('verdict', { type: VerdictEnum, description: 'Verdict of the comparison.' }),
    notEnoughData: t.expose('notEnoughData', {
      type: NotEnoughDataType,
      nullable: true,
      description: 'Reason why the numbers below are null. null if they are given.',
    }),
    absoluteLift: t.expose('absoluteLift', {
      type: EstimateType,
      nullable: true,
      description:
        "The treatment's rate or mean minus that of control. The interval is Newcombe's hybrid score interval for rates, Welch's for means.",
    }),
    relativeLift: t.expose('relativeLift', {
      type: EstimateType,
      nullable: true,
      description:
        "The same as a share of control: 0.1 is ten percent more. The interval is Katz's log interval for rates, by the delta method for means. Null where control has no conversions, or a mean that may well be zero or less, and where a treatment has no conversions.",
    }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description:
        'Probability of a difference of at least this size, in either direction, by chance alone: two-proportion z-test with pooled variance, or Welch’s t-test.',
    }),
    chanceToBeatControl: t.exposeFloat('chanceToBeatControl', {
      nullable: true,
      description:
        'Probability that the treatment is better, given these results alone: Beta-Binomial with a uniform prior, or the normal approximation for means. Computed, not sampled.',
    }),
  }),
});

const SampleRatioType = builder.objectRef<SampleRatio>('SampleRatio').implement({
  description: 'Sample ratio check: whether exposures are split as expected.',
  fields: (t) => ({
    pValue: t.exposeFloat('pValue', {
      description:
        'Probability of a split at least this far from the expected one by chance: chi-squared test.',
    }),
    mismatch: t.exposeBoolean('mismatch', {
      description:
        'Whether the p-value is below 0.001. Then variations are assigned or counted wrongly, and the results cannot be trusted.',
    }),
  }),
});

export const ResultsType = builder.objectRef<ExperimentResults>('ExperimentResults').implement({
  description: 'Results of the totals, computed when they were recorded.',
  fields: (t) => ({
    asOf: t.field({
      type: 'DateTime',
      description: 'Time of the totals.',
      resolve: ({ asOf }) => new Date(asOf),
    }),
    variations: t.expose('variations', {
      type: [VariationResultType],
      description: 'Totals by variation: control first, then the treatments.',
    }),
    treatments: t.expose('treatments', {
      type: [TreatmentResultType],
      description: 'Comparison of each treatment with control.',
    }),
    sampleRatio: t.expose('sampleRatio', {
      type: SampleRatioType,
      nullable: true,
      description: 'Whether exposures are split as expected; null while less than 5 are expected somewhere.',
    }),
  }),
});
