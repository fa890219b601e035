/** The log of a project: page by page, and live. */

import { mayReadProject } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { connectionOf, MAX_COUNTED } from '../../graphql/connection-of.ts';
import { MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { distinct, LISTED } from '../../platform/input/distinct.ts';
import { shown } from '../../platform/input/limits.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { EventInterface, EventTypeEnum } from '../event.schema.ts';
import type { EventType } from '../event-type.ts';
import { type LoggedEvent, withoutPayload } from '../logged-event.ts';
import { type EventArguments, watchEvents } from '../watch-events.ts';
import { EventFilterInput } from './event-filter.schema.ts';
import { checkFilter, type EventFilter, matcherOf } from './event-filter.ts';
import { eventConnection } from './events.ts';

export const EventConnection = connectionOf('Event', EventInterface, 'events', 'An event', {
  description: `Number of events on all pages together, counted up to ${shown(MAX_COUNTED)}: that number means so many or more.`,
  // Counting reads far more rows than a page has.
  complexity: { field: MAX_PAGE_SIZE },
});

builder.prismaObjectField(ProjectType, 'events', (t) =>
  t.connection(
    {
      type: EventInterface,
      description: 'Event log of the project, newest event first.',
      args: {
        filter: t.arg({
          type: EventFilterInput,
          description: 'Conditions on the events. Default: all events.',
        }),
      },
      resolve: ({ id }, { filter, ...page }, { app }) =>
        eventConnection(app, page, { projectId: id, filter: checkFilter(filter ?? {}) }),
    },
    EventConnection,
  ),
);

builder.prismaObjectField(ProjectType, 'event', (t) =>
  t.field({
    type: EventInterface,
    nullable: true,
    description: 'The event with this sequence. Null when the log has none.',
    args: {
      sequence: t.arg.int({ required: true, description: 'Position in the log of the project, from 1.' }),
    },
    resolve: ({ id }, { sequence }, { app }) =>
      app.database.prisma.event.findUnique({
        where: { projectId_sequence: { projectId: id, sequence } },
        select: withoutPayload,
      }),
  }),
);

type EventsArguments = EventArguments & {
  types?: EventType[] | null | undefined;
  filter?: EventFilter | null | undefined;
};

builder.subscriptionField('events', (t) =>
  t.field({
    type: EventInterface,
    description: 'The events of a project as they happen, each exactly once and in order.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'Key of the project.' }),
      types: t.arg({
        type: [EventTypeEnum],
        description: `Only events of these types. Default: all types. ${LISTED}`,
      }),
      environmentKey: t.arg.string({
        description: 'Key of an environment: only events about it, and those that concern all environments.',
      }),
      filter: t.arg({
        type: EventFilterInput,
        description:
          'Further conditions on the events. Unlike the argument, its `afterSequence` resumes nothing. Default: none.',
      }),
      afterSequence: t.arg.int({
        description:
          'Resumes after this sequence: events that were missed come first. Default: only new events. Over SSE the header `Last-Event-ID` replaces it: the `id` of each event is its sequence.',
      }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: async (app, viewer, { types, filter, ...args }: EventsArguments, subscription) => {
        const wanted = types && new Set(distinct(types, 'types'));
        const matches = matcherOf(filter ?? {});
        const isWanted = (event: LoggedEvent) => (wanted?.has(event.type) ?? true) && matches(event);
        return watchEvents(app, viewer, args, isWanted, subscription);
      },
    }),
    resolve: (event: LoggedEvent) => event,
  }),
);
