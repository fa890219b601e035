/** Enums and small types that experiments and their results share. */

import { builder } from '../graphql/builder.ts';
import type { Metric, MetricKind } from './design.ts';
import type { ExperimentState } from './experiment.ts';
import type { Verdict } from './results/results.ts';
import type { Estimate, NotEnoughData } from './statistics/comparison.ts';

export const ExperimentStateEnum = enumOf<ExperimentState>('ExperimentState', 'State of an experiment.', {
  DRAFT: 'Not started yet. Everything in it can still be changed.',
  RUNNING: 'Started. Totals can be recorded, and the design can no longer be changed.',
  CONCLUDED: 'Concluded. No more totals can be recorded.',
});

export const MetricKindEnum = enumOf<MetricKind>('ExperimentMetricKind', 'What a metric measures.', {
  CONVERSION: 'A rate: the share of exposures that converted.',
  MEAN: 'The mean of values, such as revenue per user.',
});

export const VerdictEnum = enumOf<Verdict>(
  'ExperimentVerdict',
  'Verdict on a treatment, compared with control.',
  {
    BETTER: 'Significantly better than control.',
    WORSE: 'Significantly worse than control.',
    UNDECIDED: 'Not significantly different: the difference may be due to chance.',
    NOT_ENOUGH_DATA: 'Too few data to compare; `notEnoughData` says what is missing.',
  },
);

export const NotEnoughDataEnum = enumOf<NotEnoughData>(
  'NotEnoughDataReason',
  'Why a treatment cannot be compared yet.',
  {
    TOO_FEW_EXPOSURES:
      'The treatment or control has fewer exposures (or values) than the minimum sample of the experiment.',
    TOO_FEW_CONVERSIONS:
      'For the treatment or control, fewer than 5 conversions, or fewer than 5 exposures without conversion, are expected: the test would not be valid.',
    NO_VARIANCE: 'All exposures or values are the same, so that there is no variance to test with.',
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

function enumOf<Name extends string>(name: string, description: string, values: Record<Name, string>) {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, says]) => [value, { value, description: says }]),
    ) as { [Value in Name]: { value: Value; description: string } },
  });
}
