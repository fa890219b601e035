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
    'An experiment was started, has new results, or was concluded. Applying a winner is a FlagEvent of its own.',
  fields: (t) => ({
    experiment: t.prismaField({
      type: ExperimentType,
      nullable: true,
      description: 'Current experiment.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.experiment.findUnique({ ...query, where: { id: toldBy(event).id } }),
    }),
    experimentName: t.string({
      description: 'Name of the experiment at the time of the event.',
      resolve: (event) => toldBy(event).name,
    }),
    hypothesis: t.string({
      description: 'Expected effect of the treatments.',
      resolve: (event) => toldBy(event).hypothesis,
    }),
    metric: t.field({
      type: MetricType,
      description: 'Metric.',
      resolve: (event) => toldBy(event).metric,
    }),
    state: t.field({
      type: ExperimentStateEnum,
      description: 'State of the experiment at the time of the event.',
      resolve: (event) => toldBy(event).state,
    }),
    results: t.field({
      type: ResultsType,
      nullable: true,
      description: 'Results of the newest totals at the time of the event. null if there were none.',
      resolve: (event) => toldBy(event).results,
    }),
    significanceReached: t.stringList({
      description:
        'Keys of the treatments that were found significantly different from control for the first time.',
      resolve: (event) => toldBy(event).significanceReached,
    }),
    conclusion: t.field({
      type: ConclusionType,
      nullable: true,
      description: 'Conclusion. null if the experiment was not concluded.',
      resolve: (event) => toldBy(event).conclusion,
    }),
  }),
});
flagOfEvent(ExperimentEventType);

function toldBy(event: LoggedEvent): ExperimentPayload {
  return (event.payload as ExperimentEventPayload).experiment;
}
