/** The log of a project: page by page, and live. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { mayReadProject } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { whileAllowed } from '../graphql/live-access.ts';
import { distinct, LISTED } from '../platform/input/distinct.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { aboutFlag } from '../projects/project-lists.ts';
import { EventInterface, EventTypeEnum } from './event.schema.ts';
import type { EventType } from './event-type.ts';
import { eventConnection } from './events.ts';
import type { LoggedEvent } from './logged-event.ts';
import { type EventArguments, watchEvents } from './watch-events.ts';

const EventFilter = builder.inputType('EventFilter', {
  description: 'Conditions on events. An event must match all of them.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: `Only events of these types. ${LISTED}` }),
    environmentKey: t.string({ description: 'Key of an environment: only events about it.' }),
    flagKey: t.string({ description: 'Key of a flag: only events about it.' }),
    afterSequence: t.int({ description: 'Only events after this sequence.' }),
    untilSequence: t.int({ description: 'Only events up to and including this sequence.' }),
  }),
});

export const EventConnection = builder.connectionObject(
  { type: EventInterface, name: 'EventConnection', description: 'A page of events.' },
  { name: 'EventEdge', description: 'An event and its cursor.' },
);

builder.prismaObjectField(ProjectType, 'events', (t) =>
  t.connection(
    {
      type: EventInterface,
      description: 'Event log of the project, newest event first.',
      args: {
        filter: t.arg({ type: EventFilter, description: 'Conditions on the events. Default: all events.' }),
      },
      resolve: ({ id }, { filter, ...page }, { app }) => {
        const where: Prisma.EventWhereInput = {
          ...(filter?.types ? { type: { in: distinct(filter.types, 'filter.types') } } : {}),
          ...aboutFlag(filter ?? {}),
          sequence: {
            gt: filter?.afterSequence ?? 0,
            ...(filter?.untilSequence == null ? {} : { lte: filter.untilSequence }),
          },
        };
        return eventConnection(app, page, { ...where, projectId: id });
      },
    },
    EventConnection,
  ),
);

type EventsArguments = EventArguments & { types?: EventType[] | null | undefined };

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
      afterSequence: t.arg.int({
        description:
          'Resumes after this sequence: events that were missed come first. Default: only new events. Over SSE the header `Last-Event-ID` replaces it: the `id` of each event is its sequence.',
      }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: async (app, viewer, { types, ...args }: EventsArguments, subscription) => {
        const wanted = types && new Set(distinct(types, 'types'));
        return watchEvents(app, viewer, args, ({ type }) => wanted?.has(type) ?? true, subscription);
      },
    }),
    resolve: (event: LoggedEvent) => event,
  }),
);
