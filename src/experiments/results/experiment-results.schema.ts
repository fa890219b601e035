/** Results of experiments as they can be read. */

import { builder } from '../../graphql/builder.ts';
import { EstimateType, NotEnoughDataEnum, VerdictEnum } from '../experiment-words.schema.ts';
import type { SampleRatio } from '../statistics/sample-ratio.ts';
import type { ExperimentResults, TreatmentResult, VariationResult } from './results.ts';

const VariationResultType = builder.objectRef<VariationResult>('ExperimentVariationResult').implement({
  description: 'What was seen of one variation since the start.',
  fields: (t) => ({
    variation: t.exposeString('variation', { description: 'The key of the variation.' }),
    count: t.exposeInt('count', { description: 'Its exposures; of a MEAN metric, its values.' }),
    conversions: t.exposeInt('conversions', {
      nullable: true,
      description: 'How many of the exposures converted; null of a MEAN metric.',
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The conversion rate, 0 to 1, or the mean; null when there is nothing to take it of.',
    }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description:
        'How far single values are from that: as it was sent, or of a CONVERSION metric √(rate × (1 - rate)).',
    }),
  }),
});

const NotEnoughDataType = builder
  .objectRef<NonNullable<TreatmentResult['notEnoughData']>>('NotEnoughData')
  .implement({
    description: 'That there is too little to compare, and so no numbers.',
    fields: (t) => ({
      reason: t.expose('reason', { type: NotEnoughDataEnum, description: 'Why, for programs.' }),
      explanation: t.exposeString('explanation', { description: 'What is missing, as a sentence.' }),
    }),
  });

const TreatmentResultType = builder.objectRef<TreatmentResult>('ExperimentTreatmentResult').implement({
  description:
    'A treatment beside control. Each is compared by itself: of many treatments, or of results that are looked at again and again, more than the share alpha will be significant by chance.',
  fields: (t) => ({
    variation: t.exposeString('variation', { description: 'The key of the treatment.' }),
    verdict: t.expose('verdict', { type: VerdictEnum, description: 'What is known.' }),
    notEnoughData: t.expose('notEnoughData', {
      type: NotEnoughDataType,
      nullable: true,
      description: 'Why all numbers below are null; null where they are not.',
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
        'How probable a difference of this size would be by chance alone, in either direction: by the two-proportion z-test with pooled variance, or by Welch’s t-test.',
    }),
    chanceToBeatControl: t.exposeFloat('chanceToBeatControl', {
      nullable: true,
      description:
        'How probable it is that the treatment is better, given these results alone: Beta-Binomial with a uniform prior, or for means by the normal approximation. Computed, not sampled.',
    }),
  }),
});

const SampleRatioType = builder.objectRef<SampleRatio>('SampleRatio').implement({
  description: 'Whether exposures are split as expected.',
  fields: (t) => ({
    pValue: t.exposeFloat('pValue', {
      description:
        'How probable a split so far from the expected one would be by chance: by the chi-squared test.',
    }),
    mismatch: t.exposeBoolean('mismatch', {
      description:
        'Whether that is below 0.001: then something is wrong with how variations are given out or counted, and the results cannot be trusted.',
    }),
  }),
});

export const ResultsType = builder.objectRef<ExperimentResults>('ExperimentResults').implement({
  description: 'What totals say, as computed when they were recorded.',
  fields: (t) => ({
    asOf: t.field({
      type: 'DateTime',
      description: 'The time that the totals are of.',
      resolve: ({ asOf }) => new Date(asOf),
    }),
    variations: t.expose('variations', {
      type: [VariationResultType],
      description: 'Control first, then the treatments.',
    }),
    treatments: t.expose('treatments', {
      type: [TreatmentResultType],
      description: 'Each treatment beside control.',
    }),
    sampleRatio: t.expose('sampleRatio', {
      type: SampleRatioType,
      nullable: true,
      description: 'Whether exposures are split as expected; null while less than 5 are expected somewhere.',
    }),
  }),
});
