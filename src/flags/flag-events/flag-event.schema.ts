/** Events about flags, and the live subscription to them. */

import { mayEvaluateFlags } from '../../access/permissions.ts';
import { eventNode } from '../../events/event.schema.ts';
import { groupOf } from '../../events/event-type.ts';
import type { LoggedEvent, ShownEvent } from '../../events/logged-event.ts';
import { payloadOf } from '../../events/read-payload.ts';
import { type EventArguments, watchEvents } from '../../events/watch-events.ts';
import { builder } from '../../graphql/builder.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { distinct, LISTED } from '../../platform/input/distinct.ts';
import type { FlagEventPayload } from './flag-event.ts';
import { flagOfEvent, showChanges } from './flag-event-fields.schema.ts';

export const FlagEventType = builder.objectRef<ShownEvent>('FlagEvent');
builder.node(FlagEventType, {
  ...eventNode('flag'),
  description: 'A flag was created, changed, archived, restored or deleted.',
});
flagOfEvent(FlagEventType);
showChanges(FlagEventType, payloadOf<FlagEventPayload>, {
  changes: 'What changed, one entry per change.',
  before: 'How the flag behaved in the environment before; null when the event is about no environment.',
  after: 'How it behaved after.',
});

type FlagsArguments = EventArguments & { flagKeys?: string[] | null | undefined };

builder.subscriptionField('flagChanged', (t) =>
  t.field({
    type: FlagEventType,
    description: 'Events about flags as they happen, in the order of their sequence.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.arg.string({
        description:
          'Only events of this environment, and those that concern all environments. A client key always gets the events of its own environment.',
      }),
      flagKeys: t.arg.stringList({ description: `Keys of the flags. Default: all. ${LISTED}` }),
      afterSequence: t.arg.int({
        description:
          'Resumes after this sequence: missed events come first. Default: only new events. Over SSE the header `Last-Event-ID` replaces it: the `id` of each event is its sequence.',
      }),
    },
    // Also for client keys, which the type is closed to.
    skipTypeScopes: true,
    authScopes: { authenticated: true },
    subscribe: whileAllowed({
      may: mayEvaluateFlags,
      about: ({ projectKey }) => ({ projectKey }),
      open: async (app, viewer, { flagKeys, ...args }: FlagsArguments, subscription) => {
        const wanted = flagKeys && new Set(distinct(flagKeys, 'flagKeys'));
        const isWanted = (event: LoggedEvent) =>
          groupOf(event.type) === 'flag' && (wanted?.has(event.flagKey ?? '') ?? true);
        return watchEvents(app, viewer, args, isWanted, subscription);
      },
    }),
    resolve: (event: LoggedEvent) => event,
  }),
);
