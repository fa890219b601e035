/** Experiments as they can be read. */

import { canReadProjectOf } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import { CountedType } from './counting/counted.schema.ts';
import type { Conclusion } from './experiment.ts';
import { experimentUrl } from './experiment-url.ts';
import {
  ExperimentCountingEnum,
  ExperimentStateEnum,
  MetricType,
  SplitType,
} from './experiment-words.schema.ts';
import { ResultsType } from './results/experiment-results.schema.ts';

export const ConclusionType = builder.objectRef<Conclusion>('ExperimentConclusion').implement({
  description: 'Conclusion of an experiment.',
  fields: (t) => ({
    winner: t.exposeString('winner', {
      nullable: true,
      description: 'Key of the winning variation, which may be control. null if there is no winner.',
    }),
    comment: t.exposeString('comment', {
      nullable: true,
      description: 'Reason, given by the user who concluded it.',
    }),
    applied: t.exposeBoolean('applied', {
      description: 'Whether the flag was changed to serve the winner.',
    }),
    notAppliedBecause: t.exposeString('notAppliedBecause', {
      nullable: true,
      description:
        'Sentence that says why the winner was not applied although that was requested: the environment requires approvals.',
    }),
  }),
});

export const ExperimentType = builder.prismaNode('Experiment', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `exp_…`.' },
  authScopes: canReadProjectOf,
  description: 'Comparison of variations of a flag in one environment by one metric.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Display name.' }),
    hypothesis: t.string({
      description: 'Expected effect of the treatments and the reason.',
      resolve: ({ design }) => design.hypothesis,
    }),
    state: t.expose('state', { type: ExperimentStateEnum, description: 'State of the experiment.' }),
    project: t.relation('project', { description: 'The project.' }),
    environment: t.relation('environment', { description: 'Environment of the experiment.' }),
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'Current flag. null if it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.exposeString('flagKey', { description: 'The key of the flag.' }),
    control: t.string({
      description: 'Key of the variation that the treatments are compared with.',
      resolve: ({ design }) => design.control,
    }),
    treatments: t.stringList({
      description: 'Keys of the variations that are compared with control.',
      resolve: ({ design }) => design.treatments,
    }),
    metric: t.field({
      type: MetricType,
      description: 'Metric.',
      resolve: ({ design }) => design.metric,
    }),
    split: t.field({
      type: [SplitType],
      description: 'Expected split of exposures: control first, then the treatments.',
      resolve: ({ design }) => design.split,
    }),
    alpha: t.float({
      description: 'Significance level. A p-value below it is significant.',
      resolve: ({ design }) => design.alpha,
    }),
    minimumSample: t.int({
      description:
        'Number of exposures (or values of a MEAN metric) that a variation needs before it is compared.',
      resolve: ({ design }) => design.minimumSample,
    }),
    reportEveryMinutes: t.exposeInt('reportEveryMinutes', {
      description:
        'Interval, counted from the start, with at most one event about results. An event about the first significance of a treatment can come in addition.',
    }),
    counting: t.expose('counting', {
      type: ExperimentCountingEnum,
      description: 'Where the totals come from.',
    }),
    counted: t.field({
      type: CountedType,
      nullable: true,
      description:
        'What GoGreen counted last. null until the first count, and for an experiment whose totals are recorded.',
      resolve: ({ counted }) => counted,
    }),
    results: t.field({
      type: ResultsType,
      nullable: true,
      description: 'Results of the newest totals. null if there are none.',
      resolve: ({ results }) => results,
    }),
    significant: t.exposeStringList('significant', {
      description: 'Keys of the treatments that were significantly different from control at some time.',
    }),
    conclusion: t.field({
      type: ConclusionType,
      nullable: true,
      description: 'Conclusion. null if the experiment is not concluded.',
      resolve: ({ conclusion }) => conclusion,
    }),
    url: t.string({
      description: 'Address of the page of the experiment.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => experimentUrl(app.publicUrl, project.key, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the start. null for a draft.',
    }),
    concludedAt: t.expose('concludedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the conclusion. null if it is not concluded.',
    }),
  }),
});
