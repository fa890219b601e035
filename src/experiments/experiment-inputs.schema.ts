/** What the mutations on experiments take. */

import type { InputFieldBuilder } from '@pothos/core';
import { builder } from '../graphql/builder.ts';
import { MetricKindEnum } from './experiment-words.schema.ts';

type Fields = InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const MetricInput = builder.inputType('ExperimentMetricInput', {
  description: 'What an experiment measures.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is called, 1 to 200 characters.' }),
    kind: t.field({ type: MetricKindEnum, required: true, description: 'What it measures.' }),
    higherIsBetter: t.boolean({ description: 'Whether more of it is better; default true.' }),
  }),
});

const ShareInput = builder.inputType('ExperimentShareInput', {
  description: 'The share of exposures that a variation is expected to get.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    weight: t.float({
      required: true,
      description: 'Its weight, relative to those of the others: 90 and 10, or 9 and 1.',
    }),
  }),
});

const experimentId = (t: Fields) =>
  t.id({ required: true, description: 'The id of the experiment, `exp_…`.' });

/** Required of a new experiment; what is left out of a change stays. */
function designFields<Required extends boolean>(t: Fields, required: Required) {
  return {
    name: t.string({ required, description: 'The name for people, 1 to 200 characters.' }),
    hypothesis: t.string({
      required,
      description: 'What is expected of the treatments, and why; 1 to 2,000 characters.',
    }),
    control: t.string({
      required,
      description: 'The key of the variation that the others are compared with.',
    }),
    treatments: t.stringList({
      required,
      description: 'The keys of the variations that are compared with control, 1 to 20.',
    }),
    metric: t.field({ type: MetricInput, required, description: 'What is measured.' }),
    split: t.field({
      type: [ShareInput],
      description:
        'How exposures are to be split among control and treatments, for the check that they are. Left out: equally.',
    }),
    alpha: t.float({
      description: 'The significance level, 0.0001 to 0.5; 0.05 unless something else is chosen.',
    }),
    minimumSample: t.int({
      description:
        'Exposures, or values, that a variation needs before it is compared, 2 or more; 100 unless something else is chosen.',
    }),
    reportEveryMinutes: t.int({
      description:
        'The interval in which at most one event tells of results, 1 minute to 30 days; a day unless something else is chosen.',
    }),
  };
}

export const CreateExperimentInput = builder.inputType('CreateExperimentInput', {
  description: 'A new experiment.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: 'The key of the project.' }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    ...designFields(t, true),
  }),
});

export const UpdateExperimentInput = builder.inputType('UpdateExperimentInput', {
  description: 'What to change of an experiment. What is left out or null stays.',
  fields: (t) => ({ experimentId: experimentId(t), ...designFields(t, false) }),
});

export const StartExperimentInput = builder.inputType('StartExperimentInput', {
  description: 'Which experiment to start.',
  fields: (t) => ({
    experimentId: experimentId(t),
    comment: t.string({ description: 'Why, at most 2,000 characters.' }),
  }),
});

const TotalsInput = builder.inputType('ExperimentTotalsInput', {
  description:
    'What was seen of one variation from the start of the experiment until `occurredAt`. Of a CONVERSION metric give `exposures` and `conversions`; of a MEAN metric `count`, `mean` and `standardDeviation`.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    exposures: t.int({ description: 'How many met it: users, or whatever the split is made by, each once.' }),
    conversions: t.int({ description: 'How many of those converted, each once.' }),
    count: t.int({ description: 'How many values there are, one for each user.' }),
    mean: t.float({ description: 'Their mean.' }),
    standardDeviation: t.float({
      description: 'Their standard deviation, that of a sample (divided by count - 1).',
    }),
  }),
});

export const RecordExperimentResultsInput = builder.inputType('RecordExperimentResultsInput', {
  description: 'The totals of an experiment so far.',
  fields: (t) => ({
    experimentId: experimentId(t),
    batchId: t.string({
      required: true,
      description:
        'An id of your own for these totals, unique in the experiment, at most 200 characters. Sent again, they change nothing and get the same answer.',
    }),
    occurredAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'The time that the totals are of. The newest ones stand, whenever they arrive.',
    }),
    variations: t.field({
      type: [TotalsInput],
      required: true,
      description: 'Control and every treatment, once each, in any order.',
    }),
  }),
});

export const ConcludeExperimentInput = builder.inputType('ConcludeExperimentInput', {
  description: 'How to end an experiment.',
  fields: (t) => ({
    experimentId: experimentId(t),
    winner: t.string({
      description: 'The key of the variation that won, control or a treatment. Left out: none did.',
    }),
    comment: t.string({ description: 'Why, at most 2,000 characters.' }),
    apply: t.boolean({
      description:
        'Whether to make the flag serve the winner in the environment: it is switched on, and wherever a rollout splits among the variations of the experiment, the winner is served instead; where none does, when no rule matches. Default false.',
    }),
  }),
});
