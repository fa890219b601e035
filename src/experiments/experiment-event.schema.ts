/** Events about experiments. */

import { eventNode } from '../events/event.schema.ts';
import type { ShownEvent } from '../events/logged-event.ts';
import { payloadOf } from '../events/read-payload.ts';
import { flagOfEvent } from '../flags/flag-events/flag-event-fields.schema.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { ConclusionType, ExperimentType } from './experiment.schema.ts';
import type { ExperimentEventPayload, ExperimentPayload } from './experiment-event.ts';
import { ExperimentStateEnum, MetricType } from './experiment-words.schema.ts';
import { ResultsType } from './results/experiment-results.schema.ts';

export const ExperimentEventType = builder.objectRef<ShownEvent>('ExperimentEvent');
builder.node(ExperimentEventType, {
  ...eventNode('experiment'),
  description:
    'An experiment was started, has new results, or was concluded. Applying a winner is a FlagEvent of its own.',
  fields: (t) => ({
    experiment: t.prismaField({
      type: ExperimentType,
      nullable: true,
      description: 'Current experiment.',
      resolve: async (query, event, _args, context) => {
        const { id } = await experimentOf(event, context);
        return context.app.database.prisma.experiment.findUnique({ ...query, where: { id } });
      },
    }),
    experimentName: t.string({
      description: 'Name of the experiment at the time of the event.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).name,
    }),
    hypothesis: t.string({
      description: 'Expected effect of the treatments.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).hypothesis,
    }),
    metric: t.field({
      type: MetricType,
      description: 'Metric.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).metric,
    }),
    state: t.field({
      type: ExperimentStateEnum,
      description: 'State of the experiment at the time of the event.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).state,
    }),
    results: t.field({
      type: ResultsType,
      nullable: true,
      description: 'Results of the newest totals at the time of the event. null if there were none.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).results,
    }),
    significanceReached: t.stringList({
      description:
        'Keys of the treatments that were found significantly different from control for the first time.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).significanceReached,
    }),
    conclusion: t.field({
      type: ConclusionType,
      nullable: true,
      description: 'Conclusion. null if the experiment was not concluded.',
      resolve: async (event, _args, context) => (await experimentOf(event, context)).conclusion,
    }),
  }),
});
flagOfEvent(ExperimentEventType);

async function experimentOf(event: ShownEvent, context: Context): Promise<ExperimentPayload> {
  return (await payloadOf<ExperimentEventPayload>(event, context)).experiment;
}
