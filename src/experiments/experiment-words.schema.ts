/** Enums and small types that experiments and their results share. */

import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import type { ExperimentCounting } from './counting/counted.ts';
import type { Metric, MetricKind } from './design.ts';
import type { ExperimentState } from './experiment.ts';
import type { Verdict } from './results/results.ts';
import type { Estimate, NotEnoughData } from './statistics/comparison.ts';

export const ExperimentStateEnum = describedEnum<ExperimentState>(
  'ExperimentState',
  'State of an experiment.',
  {
    DRAFT: 'It has not been started. Everything about it can be changed.',
    RUNNING: 'It takes results. Its design is fixed.',
    CONCLUDED: 'It has ended, with or without a winner.',
  },
);

export const MetricKindEnum = describedEnum<MetricKind>('ExperimentMetricKind', 'What a metric measures.', {
  CONVERSION: 'A rate: the share of exposures that converted.',
  MEAN: 'A mean of values, such as revenue per user.',
});

export const ExperimentCountingEnum = describedEnum<ExperimentCounting>(
  'ExperimentCounting',
  'Where the totals of an experiment come from.',
  {
    RECORDED: 'Totals are sent with `recordExperimentResults`.',
    AUTOMATIC:
      'GoGreen counts the exposures and events that applications report with `POST /sdk/v1/usage`, every five minutes.',
  },
);

export const VerdictEnum = describedEnum<Verdict>(
  'ExperimentVerdict',
  'Result of comparing a treatment with control.',
  {
    BETTER: 'It is significantly different, in the direction that is better.',
    WORSE: 'It is significantly different, in the direction that is worse.',
    UNDECIDED: 'It is not significantly different: chance would explain the difference.',
    NOT_ENOUGH_DATA: 'There is not enough data to compare them; see `notEnoughData`.',
  },
);

export const NotEnoughDataEnum = describedEnum<NotEnoughData>(
  'NotEnoughDataReason',
  'Reason why two variations cannot be compared yet.',
  {
    TOO_FEW_EXPOSURES:
      'One of the two has fewer exposures, or values, than the minimum sample of the experiment.',
    TOO_FEW_CONVERSIONS:
      'At the current rates one of the two is expected to have fewer than 5 conversions, or fewer than 5 exposures without one: the test would not be valid.',
    NO_VARIANCE: 'The observations do not vary: without variance there is no test.',
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
