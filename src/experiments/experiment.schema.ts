/** Experiments as they can be read. */

import { canReadProjectOf } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import type { Conclusion } from './experiment.ts';
import { experimentUrl } from './experiment-url.ts';
import { ExperimentStateEnum, MetricType, SplitType } from './experiment-words.schema.ts';
import { ResultsType } from './results/experiment-results.schema.ts';

export const ConclusionType = builder.objectRef<Conclusion>('ExperimentConclusion').implement({
  description: 'How an experiment ended.',
  fields: (t) => ({
    winner: t.exposeString('winner', {
      nullable: true,
      description: 'The key of the variation that won, which may be control; null when none did.',
    }),
    comment: t.exposeString('comment', {
      nullable: true,
      description: 'Why, in the words of who concluded it.',
    }),
    applied: t.exposeBoolean('applied', {
      description: 'Whether the flag was made to serve the winner.',
    }),
    notAppliedBecause: t.exposeString('notAppliedBecause', {
      nullable: true,
      description:
        'Why it was not although it was asked for, as a sentence: the environment takes changes only as change requests.',
    }),
  }),
});

export const ExperimentType = builder.prismaNode('Experiment', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `exp_…`.' },
  authScopes: canReadProjectOf,
  description: 'A comparison of variations of a flag in one environment, by one metric.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name for people.' }),
    hypothesis: t.string({
      description: 'What is expected of the treatments, and why.',
      resolve: ({ design }) => design.hypothesis,
    }),
    state: t.expose('state', { type: ExperimentStateEnum, description: 'How far it is.' }),
    project: t.relation('project', { description: 'The project.' }),
    environment: t.relation('environment', { description: 'Where it is made.' }),
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'The flag as it is now; null when it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.exposeString('flagKey', { description: 'The key of the flag.' }),
    control: t.string({
      description: 'The key of the variation that the others are compared with.',
      resolve: ({ design }) => design.control,
    }),
    treatments: t.stringList({
      description: 'The keys of the variations that are compared with control.',
      resolve: ({ design }) => design.treatments,
    }),
    metric: t.field({
      type: MetricType,
      description: 'What is measured.',
      resolve: ({ design }) => design.metric,
    }),
    split: t.field({
      type: [SplitType],
      description: 'How exposures are expected to be split: control first, then the treatments.',
      resolve: ({ design }) => design.split,
    }),
    alpha: t.float({
      description: 'The significance level: a p-value below it is significant.',
      resolve: ({ design }) => design.alpha,
    }),
    minimumSample: t.int({
      description: 'Exposures, or values, that a variation needs before it is compared.',
      resolve: ({ design }) => design.minimumSample,
    }),
    reportEveryMinutes: t.exposeInt('reportEveryMinutes', {
      description:
        'The interval, counted from the start, in which at most one event tells of results; one that tells of first significance may come besides.',
    }),
    results: t.field({
      type: ResultsType,
      nullable: true,
      description: 'What the newest totals say; null before the first.',
      resolve: ({ results }) => results,
    }),
    significant: t.exposeStringList('significant', {
      description: 'The treatments that have been significantly different from control at some time.',
    }),
    conclusion: t.field({
      type: ConclusionType,
      nullable: true,
      description: 'How it ended; null before.',
      resolve: ({ conclusion }) => conclusion,
    }),
    url: t.string({
      description: 'A page that shows it.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => experimentUrl(app.publicUrl, project.key, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was started; null before.',
    }),
    concludedAt: t.expose('concludedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was concluded; null before.',
    }),
  }),
});
