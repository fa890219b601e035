/** The history of a flag, and its first and last events. */

import { EventInterface } from '../../events/event.schema.ts';
import { EventConnection } from '../../events/log/event-list.schema.ts';
import { eventConnection } from '../../events/log/events.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { ConflictError } from '../../platform/errors.ts';
import { FlagEnvironmentType, FlagType } from '../flag.schema.ts';
import { creationOf, eventsSince, lastEventIn, lastEventOf, MAX_EVENTS_SINCE } from './events-of-flags.ts';
import { FlagEventType } from './flag-event.schema.ts';

builder.prismaObjectField(FlagType, 'events', (t) =>
  t.connection(
    {
      type: EventInterface,
      description: 'Events of the flag, newest first.',
      resolve: ({ id }, page, { app }) => eventConnection(app, page, { flagId: id }),
    },
    EventConnection,
  ),
);

builder.prismaObjectFields(FlagType, (t) => ({
  lastEvent: t.field({
    type: FlagEventType,
    nullable: true,
    description:
      'Newest event of the flag, which says who changed it last. Events of its change requests and experiments do not count. null if the log has none.',
    resolve: ({ id }, _args, context) => lastEventOf(context, id),
  }),
  createdBy: t.field({
    type: ActorType,
    nullable: true,
    description: 'User who created the flag. null if the log does not have its creation.',
    resolve: async ({ id }, _args, context) => (await creationOf(context, id))?.actor ?? null,
  }),
}));

builder.objectField(FlagEnvironmentType, 'lastEvent', (t) =>
  t.field({
    type: FlagEventType,
    nullable: true,
    description:
      'Newest change of the flag in this environment alone. null if there was none. Changes in all environments do not count.',
    resolve: ({ flag, environment }, _args, context) =>
      lastEventIn(context, { flagId: flag.id, environmentId: environment.id }),
  }),
);

builder.objectField(ConflictError, 'eventsSince', (t) =>
  t.field({
    type: [FlagEventType],
    description: `Changes of the flag since \`expectedVersion\`, newest first, at most ${MAX_EVENTS_SINCE}. Empty if the conflict is not about the version of a flag.`,
    resolve: ({ flagId, expectedVersion }, _args, context) =>
      flagId === null || expectedVersion === null ? [] : eventsSince(context, flagId, expectedVersion),
  }),
);
