/** Recoveries as they can be read and watched. */

import { mayReadProject } from '../../access/permissions.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import type { App } from '../../platform/app.ts';
import { cursorWithin } from '../../projects/cursor-within.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { type RecoveryProgress, readProgress } from './recovery-progress.ts';
import { watchRecovery } from './watch-recovery.ts';

const RecoveryKindEnum = builder.enumType('RecoveryKind', {
  description: 'What a recovery asks for.',
  values: {
    RETRY: {
      value: 'RETRY',
      description: 'One more attempt of deliveries that failed: retryFailedDeliveries.',
    },
    REPLAY: { value: 'REPLAY', description: 'Events of the log for one integration: replayEvents.' },
  } as const,
});

const RecoveryStatusEnum = builder.enumType('RecoveryStatus', {
  description: 'How far a recovery is.',
  values: {
    RUNNING: { value: 'RUNNING', description: 'It is still asking for deliveries, batch by batch.' },
    COMPLETED: {
      value: 'COMPLETED',
      description: 'It has asked for all of them. Some may still be waiting: see the field waiting.',
    },
    CANCELLED: {
      value: 'CANCELLED',
      description:
        'It was stopped by cancelRecovery, or because the integration of a replay was disabled or deleted.',
    },
  } as const,
});

export const RecoveryType = builder.prismaNode('Recovery', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `rcv_…`.' },
  authScopes: canReadProjectOf,
  description:
    'Many deliveries that somebody asked for again. They go after everything that is happening now. A delivery counts for the recovery that asked for it last.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RecoveryKindEnum, description: 'What it asks for.' }),
    status: t.expose('status', { type: RecoveryStatusEnum, description: 'How far it is.' }),
    integration: t.relation('integration', {
      type: IntegrationInterface,
      nullable: true,
      description: 'The only integration that it is about; null when it is about all of the project.',
    }),
    filter: t.field({
      type: 'JSON',
      description: 'What was asked for, limits included that were not given, such as the end of the log.',
      resolve: ({ filter }) => filter,
    }),
    total: t.exposeInt('total', { description: 'How many deliveries it was to be when it was asked for.' }),
    queued: t.exposeInt('queued', {
      description: 'How many it has asked for so far, without those that cancelRecovery put back.',
    }),
    skipped: t.exposeInt('skipped', {
      description:
        'Number of deliveries that no longer needed it when their turn came, such as those delivered in the meantime: `total` less `queued`. 0 until the recovery is completed.',
    }),
    actor: t.field({
      type: ActorType,
      description: 'Who asked for it.',
      resolve: ({ actor }) => actor,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it had asked for all of them or was stopped; null before.',
    }),
  }),
});

const counts = {
  delivered: 'How many of its deliveries were delivered.',
  failed: 'How many of its deliveries failed for good.',
  cancelled: 'How many of its deliveries were cancelled because their integration was disabled or deleted.',
  waiting: 'How many of its deliveries are still planned, retries included, or being sent.',
} satisfies Record<keyof RecoveryProgress, string>;

for (const [name, description] of Object.entries(counts) as [keyof RecoveryProgress, string][]) {
  builder.prismaObjectField(RecoveryType, name, (t) =>
    t.int({
      description,
      resolve: async (recovery, _args, { app }) => (await progressOf(app, recovery))[name],
    }),
  );
}

/** What was counted for a recovery that was read: once for all of its fields. */
const counted = new WeakMap<object, Promise<RecoveryProgress>>();

function progressOf({ database }: App, recovery: { id: string }): Promise<RecoveryProgress> {
  const progress = counted.get(recovery) ?? readProgress(database.pool, recovery.id);
  counted.set(recovery, progress);
  return progress;
}

const RecoveryConnection = builder.connectionObject(
  { type: RecoveryType, name: 'RecoveryConnection', description: 'A page of recoveries.' },
  { name: 'RecoveryEdge', description: 'A recovery on a page.' },
);

builder.prismaObjectField(ProjectType, 'recoveries', (t) =>
  t.relatedConnection(
    'recoveries',
    {
      cursor: 'id',
      description: 'What was asked for again by hand, newest first.',
      query: (page) => ({ orderBy: { id: 'desc' as const }, where: cursorWithin('recoveries', page) }),
    },
    RecoveryConnection,
  ),
);

builder.subscriptionField('recoveryUpdated', (t) =>
  t.prismaField({
    type: RecoveryType,
    description:
      'A recovery as it is now and as it moves on. States in between may be left out, the last one never. Completes when the recovery runs no more and none of its deliveries waits.',
    args: { id: t.arg.id({ required: true, description: 'The id of the recovery, `rcv_…`.' }) },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ id }) => ({ recoveryId: id }),
      open: (app, _viewer, { id }: { id: string }, signal) => watchRecovery(app, id, signal),
    }),
    resolve: (query, id: string, _args, { app }) =>
      app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id } }),
  }),
);
