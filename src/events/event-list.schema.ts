/** The log of a project: page by page, and live. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { mayReadProject } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { whileAllowed } from '../graphql/live-access.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { EventInterface, EventTypeEnum } from './event.schema.ts';
import type { EventType } from './event-type.ts';
import { eventConnection } from './events.ts';
import type { LoggedEvent } from './logged-event.ts';
import { type EventArguments, watchEvents } from './watch-events.ts';

const EventFilter = builder.inputType('EventFilter', {
  description: 'Which events; all conditions must hold.',
  fields: (t) => ({
    types: t.field({ type: [EventTypeEnum], description: 'Events of these types.' }),
    environmentKey: t.string({ description: 'Events about this environment.' }),
    flagKey: t.string({ description: 'Events about the flag of this key.' }),
    afterSequence: t.int({ description: 'Events after this sequence.' }),
    untilSequence: t.int({ description: 'Events up to and with this sequence.' }),
  }),
});

export const EventConnection = builder.connectionObject(
  { type: EventInterface, name: 'EventConnection', description: 'A page of events.' },
  { name: 'EventEdge', description: 'An event on a page.' },
);

builder.prismaObjectField(ProjectType, 'events', (t) =>
  t.connection(
    {
      type: EventInterface,
      description: 'Its log, newest event first.',
      args: { filter: t.arg({ type: EventFilter, description: 'Which; left out: all.' }) },
      resolve: ({ id }, { filter, ...page }, { app }) => {
        const where: Prisma.EventWhereInput = {
          ...(filter?.types ? { type: { in: filter.types } } : {}),
          ...(filter?.environmentKey ? { environment: { key: filter.environmentKey } } : {}),
          ...(filter?.flagKey ? { flagKey: filter.flagKey } : {}),
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
    description: 'All events of a project as they happen, each exactly once and in order.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      types: t.arg({ type: [EventTypeEnum], description: 'Only these types; left out: all.' }),
      environmentKey: t.arg.string({
        description: 'Only events of this environment, and those that concern all of them.',
      }),
      afterSequence: t.arg.int({
        description: 'Resume after this sequence: what was missed comes first. Left out: only what is new.',
      }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, viewer, { types, ...args }: EventsArguments, signal) =>
        watchEvents(app, viewer, args, ({ type }) => !types || types.includes(type), signal),
    }),
    resolve: (event: LoggedEvent) => event,
  }),
);
