/** The fields that events about flags have in common with whatever else shows a change of a flag. */

import type { ObjectRef } from '@pothos/core';
import { openToClientKeys } from '../../access/client-keys.ts';
import type { ShownEvent } from '../../events/logged-event.ts';
import { payloadOf } from '../../events/read-payload.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { countShown } from '../../graphql/large-reads.ts';
import { FlagChangeUnion } from '../changes/flag-change.schema.ts';
import { diffCodeLike } from '../code-like/code-like-diff.ts';
import type { FlagEventPayload } from './flag-event.ts';

type Types = typeof builder.$inferSchemaTypes;

/** The flag that an event is about. */
export function flagOfEvent(event: ObjectRef<Types, ShownEvent>): void {
  builder.objectFields(event, (t) => ({
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'Current flag. null if it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        flagId === null ? null : app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.string({
      description: 'The key of the flag.',
      extensions: openToClientKeys,
      resolve: ({ flagKey }) => flagKey ?? '',
    }),
    flagName: t.string({
      description: 'Name of the flag at the time of the event.',
      resolve: async (event, _args, context) => (await payloadOf<FlagEventPayload>(event, context)).flagName,
    }),
  }));
}

type ShownChange = Pick<FlagEventPayload, 'changes' | 'codeLikeBefore' | 'codeLikeAfter'>;

/** A change of a flag: what is different, and how the flag reads before and after. */
export function showChanges<Shape>(
  type: ObjectRef<Types, Shape>,
  changeOf: (shown: Shape, context: Context) => Promise<ShownChange>,
  descriptions: { changes: string; before: string; after: string },
): void {
  builder.objectFields(type, (t) => ({
    changes: t.field({
      type: [FlagChangeUnion],
      description: descriptions.changes,
      resolve: async (shown, _args, context) => (await changeOf(shown, context)).changes,
    }),
    codeLikeBefore: t.string({
      nullable: true,
      description: descriptions.before,
      resolve: async (shown, _args, context) =>
        countShown(context, (await changeOf(shown, context)).codeLikeBefore),
    }),
    codeLikeAfter: t.string({
      nullable: true,
      description: descriptions.after,
      resolve: async (shown, _args, context) =>
        countShown(context, (await changeOf(shown, context)).codeLikeAfter),
    }),
    codeLikeDiff: t.string({
      nullable: true,
      description: 'Unified diff of `codeLikeBefore` and `codeLikeAfter`. null if they are equal.',
      resolve: async (shown, _args, context) => {
        const { codeLikeBefore, codeLikeAfter } = await changeOf(shown, context);
        return countShown(context, diffCodeLike(codeLikeBefore, codeLikeAfter));
      },
    }),
  }));
}
