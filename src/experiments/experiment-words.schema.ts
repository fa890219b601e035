/** The words that experiments are described with. */

import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import type { Metric, MetricKind } from './design.ts';
import type { ExperimentState } from './experiment.ts';
import type { Verdict } from './results/results.ts';
import type { Estimate, NotEnoughData } from './statistics/comparison.ts';

export const ExperimentStateEnum = describedEnum<ExperimentState>(
  'ExperimentState',
  'How far an experiment is.',
  {
    DRAFT: 'It has not been started, and all of it can be changed.',
    RUNNING: 'It takes results. How it is judged is fixed.',
    CONCLUDED: 'It is over.',
  },
);

export const MetricKindEnum = describedEnum<MetricKind>('ExperimentMetricKind', 'What a metric measures.', {
  CONVERSION: 'A share: of so many exposures, so many converted.',
  MEAN: 'An average of values, such as revenue per user.',
});

export const VerdictEnum = describedEnum<Verdict>(
  'ExperimentVerdict',
  'What is known of a treatment beside control.',
  {
    BETTER: 'It is significantly different, in the direction that is better.',
    WORSE: 'It is significantly different, in the direction that is worse.',
    UNDECIDED: 'It is not significantly different: chance would explain what was seen.',
    NOT_ENOUGH_DATA: 'There is too little to compare; `notEnoughData` says what is missing.',
  },
);

export const NotEnoughDataEnum = describedEnum<NotEnoughData>(
  'NotEnoughDataReason',
  'Why there are no numbers.',
  {
    TOO_FEW_EXPOSURES: 'One of the two has less than the minimum sample of the experiment.',
    TOO_FEW_CONVERSIONS:
      'At the present rates fewer than 5 conversions, or fewer than 5 exposures without one, can be expected in one of the two: the test would not hold.',
    NO_VARIANCE: 'All of what was seen is the same: there is nothing to tell chance by.',
  },
);

export const MetricType = builder.objectRef<Metric>('ExperimentMetric').implement({
  description: 'Metric of an experiment.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Display name.' }),
    kind: t.expose('kind', { type: MetricKindEnum, description: 'Kind of metric.' }),
    higherIsBetter: t.exposeBoolean('higherIsBetter', {
      description: 'Whether higher values are better. false for metrics such as errors.',
    }),
  }),
});

export const SplitType = builder
  .objectRef<{ variation: string; weight: number }>('ExperimentShare')
  .implement({
    description: 'Expected share of exposures of one variation.',
    fields: (t) => ({
      variation: t.exposeString('variation', { description: 'The key of the variation.' }),
      weight: t.exposeFloat('weight', { description: 'Weight relative to the other variations.' }),
    }),
  });

export const EstimateType = builder.objectRef<Estimate>('Estimate').implement({
  description: 'Estimate with its confidence interval at the level 1 - alpha.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'Estimate.' }),
    lower: t.exposeFloat('lower', { description: 'Lower end of the interval.' }),
    upper: t.exposeFloat('upper', { description: 'Upper end of the interval.' }),
  }),
});
