/** Events about flags, and the live subscription to them. */

import { builder } from '../builder.ts';
import { eventNode } from '../events/event.schema.ts';
import { groupOf } from '../events/event-type.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { type EventArguments, watchEvents } from '../events/watch-events.ts';
import { diffCodeLike } from './code-like-diff.ts';
import { FlagChangeUnion } from './flag-change.schema.ts';
import type { FlagEventPayload } from './flag-event.ts';

export const FlagEventType = builder.objectRef<LoggedEvent>('FlagEvent');
builder.node(FlagEventType, {
  ...eventNode('flag'),
  description: 'A flag was made, changed, archived, restored or deleted.',
  fields: (t) => ({
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'The flag as it is now; null when it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        flagId === null ? null : app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.string({ description: 'The key of the flag.', resolve: ({ flagKey }) => flagKey ?? '' }),
    flagName: t.string({
      description: 'The name of the flag at that time.',
      resolve: (event) => payloadOf(event).flagName,
    }),
    changes: t.field({
      type: [FlagChangeUnion],
      description: 'What changed, one entry per change.',
      resolve: (event) => payloadOf(event).changes,
    }),
    codeLikeBefore: t.string({
      nullable: true,
      description:
        'How the flag behaved in the environment before; null when the event is about no environment.',
      resolve: (event) => payloadOf(event).codeLikeBefore,
    }),
    codeLikeAfter: t.string({
      nullable: true,
      description: 'How it behaved after.',
      resolve: (event) => payloadOf(event).codeLikeAfter,
    }),
    codeLikeDiff: t.string({
      nullable: true,
      description: 'The two as a unified diff; null when they are the same.',
      resolve: (event) => diffCodeLike(payloadOf(event).codeLikeBefore, payloadOf(event).codeLikeAfter),
    }),
  }),
});

builder.subscriptionField('flagChanged', (t) =>
  t.field({
    type: FlagEventType,
    description: 'The events about flags as they happen, each exactly once and in order.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.arg.string({
        description: 'Only events of this environment, and those that concern all of them.',
      }),
      flagKeys: t.arg.stringList({ description: 'Only events of these flags; left out: of all.' }),
      afterSequence: t.arg.int({
        description: 'Resume after this sequence: what was missed comes first. Left out: only what is new.',
      }),
    },
    subscribe: (_root, { flagKeys, ...args }, { app }) => {
      const isWanted = (event: LoggedEvent) =>
        groupOf(event.type) === 'flag' && (!flagKeys || flagKeys.includes(event.flagKey ?? ''));
      return watchEvents(app, args satisfies EventArguments, isWanted);
    },
    resolve: (event: LoggedEvent) => event,
  }),
);

function payloadOf(event: LoggedEvent): FlagEventPayload {
  return event.payload as unknown as FlagEventPayload;
}
