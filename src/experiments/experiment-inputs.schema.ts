/** What the mutations on experiments take. */

import type { InputFieldBuilder } from '@pothos/core';
import { CONFIRM } from '../flags/flag-inputs.schema.ts';
import { builder } from '../graphql/builder.ts';
import {
  MAX_COMMENT_LENGTH,
  MAX_DESCRIPTION_LENGTH,
  MAX_NAME_LENGTH,
  shown,
} from '../platform/input/limits.ts';
import { MAX_TREATMENTS } from './design-input.ts';
import { ExperimentCountingEnum, MetricKindEnum } from './experiment-words.schema.ts';
import { MAX_TOTALS } from './results/totals-input.ts';

type Fields = InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const MetricInput = builder.inputType('ExperimentMetricInput', {
  description: 'Metric of an experiment.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: `Name of the metric, 1 to ${MAX_NAME_LENGTH} characters. An experiment that counts automatically counts the events of this name.`,
    }),
    kind: t.field({ type: MetricKindEnum, required: true, description: 'Kind of metric.' }),
    higherIsBetter: t.boolean({ description: 'Whether higher values are better. Default: true.' }),
  }),
});

const ShareInput = builder.inputType('ExperimentShareInput', {
  description: 'Expected share of exposures of one variation.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    weight: t.float({
      required: true,
      description: 'Weight relative to the other variations: 90 and 10 mean the same as 9 and 1.',
    }),
  }),
});

const experimentId = (t: Fields) =>
  t.id({ required: true, description: 'The id of the experiment, `exp_…`.' });

/** Required of a new experiment; what is left out of a change stays. */
function designFields<Required extends boolean>(t: Fields, required: Required) {
  return {
    name: t.string({ required, description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
    hypothesis: t.string({
      required,
      description: `Expected effect of the treatments and the reason, 1 to ${shown(MAX_DESCRIPTION_LENGTH)} characters.`,
    }),
    control: t.string({
      required,
      description: 'Key of the variation that the treatments are compared with.',
    }),
    treatments: t.stringList({
      required,
      description: `Keys of the variations that are compared with control, 1 to ${MAX_TREATMENTS}.`,
    }),
    metric: t.field({ type: MetricInput, required, description: 'Metric.' }),
    split: t.field({
      type: [ShareInput],
      description: `Expected split of exposures among control and treatments, at most ${MAX_TREATMENTS + 1} entries, for the sample ratio check. Default: equal shares.`,
    }),
    alpha: t.float({
      description: 'Significance level, 0.0001 to 0.5. Default: 0.05.',
    }),
    minimumSample: t.int({
      description:
        'Number of exposures (or values of a MEAN metric) that a variation needs before it is compared, at least 2. Default: 100.',
    }),
    reportEveryMinutes: t.int({
      description:
        'Interval with at most one event about results, from 1 minute to 30 days. Default: one day.',
    }),
    counting: t.field({
      type: ExperimentCountingEnum,
      description: 'Where the totals come from. Fixed once the experiment runs. Default: RECORDED.',
    }),
  };
}

export const CreateExperimentInput = builder.inputType('CreateExperimentInput', {
  description: 'Experiment to create.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: 'The key of the project.' }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    ...designFields(t, true),
  }),
});

export const UpdateExperimentInput = builder.inputType('UpdateExperimentInput', {
  description: 'Change of an experiment. Fields that are left out or null keep their values.',
  fields: (t) => ({ experimentId: experimentId(t), ...designFields(t, false) }),
});

export const StartExperimentInput = builder.inputType('StartExperimentInput', {
  description: 'Experiment to start.',
  fields: (t) => ({
    experimentId: experimentId(t),
    comment: t.string({
      description: `Reason, at most ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event.`,
    }),
  }),
});

const TotalsInput = builder.inputType('ExperimentTotalsInput', {
  description:
    'Totals of one variation from the start of the experiment until `occurredAt`. A CONVERSION metric takes `exposures` and `conversions`, a MEAN metric `count`, `mean` and `standardDeviation`.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    exposures: t.int({
      description: 'Number of exposed users (or other units of the split), each counted once.',
    }),
    conversions: t.int({ description: 'Number of exposed users who converted, each counted once.' }),
    count: t.int({ description: 'Number of values, one for each user.' }),
    mean: t.float({ description: 'Mean of the values.' }),
    standardDeviation: t.float({
      description: 'Sample standard deviation of the values (divided by count - 1).',
    }),
  }),
});

export const RecordExperimentResultsInput = builder.inputType('RecordExperimentResultsInput', {
  description: 'Cumulative totals of an experiment.',
  fields: (t) => ({
    experimentId: experimentId(t),
    batchId: t.string({
      required: true,
      description:
        'Id of these totals, chosen by the sender, unique in the experiment, at most 200 characters. Sending the same totals again changes nothing and returns the same answer.',
    }),
    occurredAt: t.field({
      type: 'DateTime',
      required: true,
      description:
        'Time of the totals. The results are computed from the newest totals, in whatever order they arrive.',
    }),
    variations: t.field({
      type: [TotalsInput],
      required: true,
      description: `Control and every treatment, each once, in any order; at most ${MAX_TOTALS}.`,
    }),
  }),
});

export const ConcludeExperimentInput = builder.inputType('ConcludeExperimentInput', {
  description: 'Conclusion of an experiment.',
  fields: (t) => ({
    experimentId: experimentId(t),
    winner: t.string({
      description: 'Key of the winning variation, which may be control. Default: no winner.',
    }),
    comment: t.string({
      description: `Reason, at most ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event.`,
    }),
    apply: t.boolean({
      description:
        'Whether to change the flag so that it serves the winner in the environment: the flag is switched on, and every rollout among the variations of the experiment is replaced by the winner; if there is no such rollout, the winner becomes the fallthrough. Default: false.',
    }),
    confirm: t.string({ description: `With \`apply\`: ${CONFIRM}` }),
  }),
});
