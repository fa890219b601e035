/** The experiments of a project and of a flag, page by page. */

import { FlagType } from '../flags/flag.schema.ts';
import { builder } from '../graphql/builder.ts';
import { connectionOf } from '../graphql/connection-of.ts';
import { distinct, LISTED } from '../platform/input/distinct.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { aboutFlag, newestFirst } from '../projects/project-lists.ts';
import { ExperimentType } from './experiment.schema.ts';
import { ExperimentStateEnum } from './experiment-words.schema.ts';

const ExperimentFilter = builder.inputType('ExperimentFilter', {
  description: 'Filter of experiments. All conditions must match.',
  fields: (t) => ({
    states: t.field({
      type: [ExperimentStateEnum],
      description: `Experiments in one of these states. ${LISTED}`,
    }),
    flagKey: t.string({ description: 'Experiments with the flag with this key.' }),
    environmentKey: t.string({ description: 'Experiments in this environment.' }),
  }),
});

const ExperimentConnection = connectionOf('Experiment', ExperimentType, 'experiments', 'An experiment');

builder.prismaObjectField(ProjectType, 'experiments', (t) =>
  t.prismaConnection(
    {
      type: 'Experiment',
      cursor: 'id',
      description: 'Experiments of the project, newest first.',
      args: { filter: t.arg({ type: ExperimentFilter, description: 'Filter. Default: all experiments.' }) },
      resolve: (query, { id }, { filter, ...page }, { app }) =>
        app.database.prisma.experiment.findMany({
          ...query,
          ...newestFirst('experiments', page, {
            projectId: id,
            ...(filter?.states ? { state: { in: distinct(filter.states, 'filter.states') } } : {}),
            ...aboutFlag(filter ?? {}),
          }),
        }),
    },
    ExperimentConnection,
  ),
);

builder.prismaObjectField(FlagType, 'experiments', (t) =>
  t.prismaConnection(
    {
      type: 'Experiment',
      cursor: 'id',
      description: 'Experiments with the flag, newest first.',
      resolve: (query, { id }, page, { app }) =>
        app.database.prisma.experiment.findMany({
          ...query,
          ...newestFirst('experiments', page, { flagId: id }),
        }),
    },
    ExperimentConnection,
  ),
);
