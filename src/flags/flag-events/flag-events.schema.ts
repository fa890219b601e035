/** The history of one flag. */

import { EventInterface } from '../../events/event.schema.ts';
import { EventConnection } from '../../events/log/event-list.schema.ts';
import { eventConnection } from '../../events/log/events.ts';
import { builder } from '../../graphql/builder.ts';
import { FlagType } from '../flag.schema.ts';

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
