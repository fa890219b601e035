/** The change requests of a project and of a flag, page by page, and the history of each. */

import { EventInterface } from '../events/event.schema.ts';
import { EventConnection } from '../events/log/event-list.schema.ts';
import { eventConnection } from '../events/log/events.ts';
import { FlagType } from '../flags/flag.schema.ts';
import { builder } from '../graphql/builder.ts';
import { connectionOf } from '../graphql/connection-of.ts';
import { distinct, LISTED } from '../platform/input/distinct.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { aboutFlag, newestFirst } from '../projects/project-lists.ts';
import { ChangeRequestStateEnum, ChangeRequestType } from './change-request.schema.ts';
import { readEventIds } from './events/change-request-events.ts';

const ChangeRequestFilter = builder.inputType('ChangeRequestFilter', {
  description: 'Filter of change requests. All conditions must match.',
  fields: (t) => ({
    states: t.field({
      type: [ChangeRequestStateEnum],
      description: `Change requests in one of these states. ${LISTED}`,
    }),
    flagKey: t.string({ description: 'Change requests for the flag with this key.' }),
    environmentKey: t.string({ description: 'Change requests for this environment.' }),
  }),
});

const ChangeRequestConnection = connectionOf(
  'ChangeRequest',
  ChangeRequestType,
  'change requests',
  'A change request',
);

builder.prismaObjectField(ProjectType, 'changeRequests', (t) =>
  t.prismaConnection(
    {
      type: 'ChangeRequest',
      cursor: 'id',
      description: 'Change requests of the project, newest first.',
      args: {
        filter: t.arg({ type: ChangeRequestFilter, description: 'Filter. Default: all change requests.' }),
      },
      resolve: (query, { id }, { filter, ...page }, { app }) =>
        app.database.prisma.changeRequest.findMany({
          ...query,
          ...newestFirst('changeRequests', page, {
            projectId: id,
            ...(filter?.states ? { state: { in: distinct(filter.states, 'filter.states') } } : {}),
            ...aboutFlag(filter ?? {}),
          }),
        }),
    },
    ChangeRequestConnection,
  ),
);

builder.prismaObjectField(FlagType, 'changeRequests', (t) =>
  t.prismaConnection(
    {
      type: 'ChangeRequest',
      cursor: 'id',
      description: 'Change requests of the flag, newest first.',
      resolve: (query, { id }, page, { app }) =>
        app.database.prisma.changeRequest.findMany({
          ...query,
          ...newestFirst('changeRequests', page, { flagId: id }),
        }),
    },
    ChangeRequestConnection,
  ),
);

builder.prismaObjectField(ChangeRequestType, 'events', (t) =>
  t.connection(
    {
      type: EventInterface,
      description: 'Events of the change request, newest first, including the change of the flag.',
      resolve: async ({ id, flagId }, page, { app }) => {
        const ids = await readEventIds(app.database.pool, { id, flagId });
        return eventConnection(app, page, { ids });
      },
    },
    EventConnection,
  ),
);
