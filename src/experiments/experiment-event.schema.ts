/** Events about experiments. */

import { eventNode } from '../events/event.schema.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { flagOfEvent } from '../flags/flag-events/flag-event-fields.schema.ts';
import { builder } from '../graphql/builder.ts';
import { ConclusionType, ExperimentType } from './experiment.schema.ts';
import type { ExperimentEventPayload, ExperimentPayload } from './experiment-event.ts';
import { ExperimentStateEnum, MetricType } from './experiment-words.schema.ts';
import { ResultsType } from './results/experiment-results.schema.ts';

export const ExperimentEventType = builder.objectRef<LoggedEvent>('ExperimentEvent');
builder.node(ExperimentEventType, {
  ...eventNode('experiment'),
  description:
    'An experiment was started, has new results or was concluded. Where a winner was applied, a FlagEvent says so as well.',
  fields: (t) => ({
    experiment: t.prismaField({
      type: ExperimentType,
      nullable: true,
      description: 'The experiment as it is now.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.experiment.findUnique({ ...query, where: { id: toldBy(event).id } }),
    }),
    experimentName: t.string({
      description: 'The name of the experiment at that time.',
      resolve: (event) => toldBy(event).name,
    }),
    hypothesis: t.string({
      description: 'What was expected of the treatments.',
      resolve: (event) => toldBy(event).hypothesis,
    }),
    metric: t.field({
      type: MetricType,
      description: 'What is measured.',
      resolve: (event) => toldBy(event).metric,
    }),
    state: t.field({
      type: ExperimentStateEnum,
      description: 'How far the experiment was then.',
      resolve: (event) => toldBy(event).state,
    }),
    results: t.field({
      type: ResultsType,
      nullable: true,
      description: 'What the newest totals said then; null before the first.',
      resolve: (event) => toldBy(event).results,
    }),
    significanceReached: t.stringList({
      description:
        'The keys of the treatments that the event tells for the first time to be significantly different from control.',
      resolve: (event) => toldBy(event).significanceReached,
    }),
    conclusion: t.field({
      type: ConclusionType,
      nullable: true,
      description: 'How it ended; null when it had not.',
      resolve: (event) => toldBy(event).conclusion,
    }),
  }),
});
flagOfEvent(ExperimentEventType);

function toldBy(event: LoggedEvent): ExperimentPayload {
  return (event.payload as ExperimentEventPayload).experiment;
}
