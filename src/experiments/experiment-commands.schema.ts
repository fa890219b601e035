/** The mutations on experiments. */

import { mayRunExperiments } from '../access/permissions.ts';
import { withEnvironment } from '../events/logged-event.ts';
import { FlagEventType } from '../flags/flag-events/flag-event.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { ExperimentEventType } from './experiment-event.schema.ts';
import {
  ConcludeExperimentInput,
  CreateExperimentInput,
  RecordExperimentResultsInput,
  StartExperimentInput,
  UpdateExperimentInput,
} from './experiment-inputs.schema.ts';
import { createExperiment, updateExperiment } from './experiments.ts';
import type { ExperimentResult } from './results/experiment-result.ts';
import { ResultsType } from './results/experiment-results.schema.ts';
import { type Recorded, recordExperimentResults } from './results/record-results.ts';
import { startExperiment } from './start-experiment.ts';
import { type Concluded, concludeExperiment } from './winner/conclude-experiment.ts';

const payload = <Result extends { experimentId: string }>(name: string, description: string) =>
  builder.objectRef<Result>(name).implement({
    description,
    fields: (t) => ({
      experiment: t.prismaField({
        type: 'Experiment',
        description: 'The experiment as it is now.',
        resolve: (query, { experimentId }, _args, { app }) =>
          app.database.prisma.experiment.findUniqueOrThrow({ ...query, where: { id: experimentId } }),
      }),
    }),
  });

const StartPayload = payload<ExperimentResult>('StartExperimentPayload', 'The experiment runs.');
const RecordPayload = payload<Recorded>('RecordExperimentResultsPayload', 'The totals are recorded.');
const ConcludePayload = payload<Concluded>('ConcludeExperimentPayload', 'The experiment is concluded.');

for (const ref of [StartPayload, ConcludePayload]) {
  builder.objectField(ref as typeof StartPayload, 'event', (t) =>
    t.field({
      type: ExperimentEventType,
      nullable: true,
      description: 'The event that this made.',
      resolve: ({ event }) => event,
    }),
  );
}

builder.objectFields(RecordPayload, (t) => ({
  results: t.field({
    type: ResultsType,
    description: 'What these totals say. Where newer ones were recorded before, the experiment keeps those.',
    resolve: ({ results }) => results,
  }),
  event: t.field({
    type: ExperimentEventType,
    nullable: true,
    description:
      'The event that they made; null when the interval had one already, no treatment became significant, or newer totals were recorded before.',
    resolve: ({ eventId }, _args, { app }) =>
      eventId === null
        ? null
        : app.database.prisma.event.findUnique({ where: { id: eventId }, include: withEnvironment }),
  }),
}));

builder.objectField(ConcludePayload, 'flagEvent', (t) =>
  t.field({
    type: FlagEventType,
    nullable: true,
    description:
      'The event of the flag, when applying the winner changed it. Null when nothing was to be applied, the flag served the winner already, or the change needs an approval; then `experiment { conclusion { notAppliedBecause } }` says so.',
    resolve: ({ flagEvent }) => flagEvent,
  }),
);

commandField('createExperiment', {
  may: mayRunExperiments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Makes an experiment, as a draft. It changes nothing of what the flag serves.',
  input: CreateExperimentInput,
  payload: payload<{ experimentId: string }>('CreateExperimentPayload', 'The experiment was made.'),
  run: createExperiment,
});

commandField('updateExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Changes an experiment. Once it runs only its name and reportEveryMinutes can change: how it is judged stays as it was chosen before there were results.',
  input: UpdateExperimentInput,
  payload: payload<{ experimentId: string }>('UpdateExperimentPayload', 'The experiment is as asked for.'),
  run: updateExperiment,
});

commandField('startExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description: 'Starts an experiment: it takes results, and how it is judged is fixed.',
  input: StartExperimentInput,
  payload: StartPayload,
  run: startExperiment,
});

commandField('recordExperimentResults', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Records the totals of an experiment. They are cumulative: each time send what there was since the start, not what was added. The newest totals, by `occurredAt`, are its results. The same batchId with the same content changes nothing and gets the same answer; with other content it is a ConflictError.',
  input: RecordExperimentResultsInput,
  payload: RecordPayload,
  run: recordExperimentResults,
});

commandField('concludeExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Ends an experiment, with or without a winner. With `apply` the flag is made to serve the winner, as updateFlagEnvironment would. Where the environment asks for approvals the experiment is concluded but nothing is applied: propose it with proposeFlagChange.',
  input: ConcludeExperimentInput,
  payload: ConcludePayload,
  run: concludeExperiment,
});
