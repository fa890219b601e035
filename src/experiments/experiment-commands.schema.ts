/** The mutations on experiments. */

import { mayRunExperiments } from '../access/permissions.ts';
import { withEnvironment } from '../events/logged-event.ts';
import { FlagEventType } from '../flags/flag-events/flag-event.schema.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads, type PayloadFields } from '../graphql/command-payload.ts';
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

const payload = commandPayloads<{ experimentId: string }>((t) => ({
  experiment: t.prismaField({
    type: 'Experiment',
    description: 'Experiment after the command.',
    resolve: (query, { experimentId }, _args, { app }) =>
      app.database.prisma.experiment.findUniqueOrThrow({ ...query, where: { id: experimentId } }),
  }),
}));

const eventField: PayloadFields<ExperimentResult> = (t) => ({
  event: t.field({
    type: ExperimentEventType,
    nullable: true,
    description: 'Event of the command.',
    resolve: ({ event }) => event,
  }),
});

const RecordPayload = payload<Recorded>(
  'RecordExperimentResultsPayload',
  'Result of recording totals.',
  (t) => ({
    results: t.field({
      type: ResultsType,
      description:
        'Results computed from these totals. If newer totals were recorded before, the experiment keeps the results of those.',
      resolve: ({ results }) => results,
    }),
    event: t.field({
      type: ExperimentEventType,
      nullable: true,
      description:
        'Event with the results. null if the interval had one already, no treatment became significant, or newer totals were recorded before.',
      resolve: ({ eventId }, _args, { app }) =>
        eventId === null
          ? null
          : app.database.prisma.event.findUnique({ where: { id: eventId }, include: withEnvironment }),
    }),
  }),
);

const ConcludePayload = payload<Concluded>(
  'ConcludeExperimentPayload',
  'Result of concluding an experiment.',
  (t) => ({
    ...eventField(t),
    flagEvent: t.field({
      type: FlagEventType,
      nullable: true,
      description:
        'Event of the flag, if applying the winner changed it. null if nothing was to be applied, if the flag served the winner already, or if the change requires an approval (see `experiment { conclusion { notAppliedBecause } }`).',
      resolve: ({ flagEvent }) => flagEvent,
    }),
  }),
);

commandField('createExperiment', {
  may: mayRunExperiments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Creates an experiment as a draft. What the flag serves does not change.',
  input: CreateExperimentInput,
  payload: payload('CreateExperimentPayload', 'Result of creating an experiment.'),
  run: createExperiment,
});

commandField('updateExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Changes an experiment. After the start only its name and reportEveryMinutes can be changed: the design must be fixed before there are results.',
  input: UpdateExperimentInput,
  payload: payload('UpdateExperimentPayload', 'Result of changing an experiment.'),
  run: updateExperiment,
});

commandField('startExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description: 'Starts an experiment. From then on it takes results, and its design is fixed.',
  input: StartExperimentInput,
  payload: payload<ExperimentResult>(
    'StartExperimentPayload',
    'Result of starting an experiment.',
    eventField,
  ),
  run: startExperiment,
});

commandField('recordExperimentResults', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Records the totals of an experiment. Totals are cumulative: always send the numbers since the start, not the increase. The results are computed from the newest totals by `occurredAt`. Sending a batchId again with the same content changes nothing and returns the same answer; with other content it fails with ConflictError.',
  input: RecordExperimentResultsInput,
  payload: RecordPayload,
  run: recordExperimentResults,
});

commandField('concludeExperiment', {
  may: mayRunExperiments,
  about: ({ experimentId }) => ({ experimentId }),
  description:
    'Concludes an experiment, with or without a winner. With `apply` the flag is changed to serve the winner, as updateFlagEnvironment would do. If the environment requires approvals, the experiment is concluded but nothing is applied: propose the change with proposeFlagChange.',
  input: ConcludeExperimentInput,
  payload: ConcludePayload,
  run: concludeExperiment,
});
