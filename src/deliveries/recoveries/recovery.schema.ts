/** The GraphQL type of recoveries, their list, and the subscription to one. */

import type { RecoveryKind, RecoveryStatus } from '../../../generated/prisma/enums.ts';
import { mayReadProject } from '../../access/permissions.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { connectionOf } from '../../graphql/connection-of.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import type { App } from '../../platform/app.ts';
import { retryWhileUnavailable } from '../../platform/postgres/retry.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { newestFirst } from '../../projects/project-lists.ts';
import { DeliveryType } from '../log/delivery.schema.ts';
import { countDeliveries, DeliveryConnection } from '../log/delivery-connection.schema.ts';
import { type RecoveryProgress, readProgress } from './recovery-progress.ts';
import { watchRecoveries } from './watch-recoveries.ts';
import { watchRecovery } from './watch-recovery.ts';

const RecoveryKindEnum = describedEnum<RecoveryKind>('RecoveryKind', 'Kind of a recovery.', {
  RETRY: 'One more attempt for failed deliveries, by `retryFailedDeliveries`.',
  REPLAY: 'Events of the log for one integration, by `replayEvents`.',
});

const RecoveryStatusEnum = describedEnum<RecoveryStatus>('RecoveryStatus', 'Status of a recovery.', {
  RUNNING: 'It is still queueing deliveries, batch by batch.',
  COMPLETED: 'It has queued all deliveries. Some may not have ended yet: see `waiting`.',
  CANCELLED:
    'It was cancelled by `cancelRecovery`, or because the integration of a replay was disabled or deleted.',
});

export const RecoveryType = builder.prismaNode('Recovery', {
  // For `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'Id of the recovery, `rcv_…`.' },
  authScopes: canReadProjectOf,
  description:
    'A bulk retry or a replay: many deliveries that are queued again, batch by batch, with a lower priority than all others. A delivery counts for the recovery that queued it last.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RecoveryKindEnum, description: 'Bulk retry or replay.' }),
    status: t.expose('status', { type: RecoveryStatusEnum, description: 'Status of the recovery.' }),
    integration: t.relation('integration', {
      type: IntegrationInterface,
      nullable: true,
      description: 'The integration whose deliveries are queued. Null for all integrations of the project.',
    }),
    filter: t.field({
      type: 'JSON',
      description: 'The input of the mutation, with the defaults filled in, such as the end of the log.',
      resolve: ({ filter }) => filter,
    }),
    total: t.exposeInt('total', { description: 'Number of deliveries that matched when it was started.' }),
    queued: t.exposeInt('queued', {
      description:
        'Number of deliveries that it has queued so far, without those that `cancelRecovery` took back.',
    }),
    skipped: t.exposeInt('skipped', {
      description:
        'Number of deliveries that no longer needed it when their turn came, such as those delivered in the meantime: `total` less `queued`. 0 until the recovery is completed.',
    }),
    actor: t.field({
      type: ActorType,
      description: 'The actor that started it.',
      resolve: ({ actor }) => actor,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time at which it had queued all deliveries or was cancelled. Null before.',
    }),
  }),
});

const counts = {
  delivered: 'Number of its deliveries that are DELIVERED.',
  failed: 'Number of its deliveries that are FAILED.',
  cancelled:
    'Number of its deliveries that are CANCELLED, because their integration was disabled or deleted, `cancelDelivery` was called or there was nothing to do.',
  waiting: 'Number of its deliveries that are PENDING, planned retries included, or SENDING.',
} satisfies Record<keyof RecoveryProgress, string>;

for (const [name, description] of Object.entries(counts) as [keyof RecoveryProgress, string][]) {
  builder.prismaObjectField(RecoveryType, name, (t) =>
    t.int({
      description,
      resolve: async (recovery, _args, { app }) => (await progressOf(app, recovery))[name],
    }),
  );
}

/** The counts of a recovery that was read: counted once for all of its fields. */
const counted = new WeakMap<object, Promise<RecoveryProgress>>();

function progressOf({ database }: App, recovery: { id: string }): Promise<RecoveryProgress> {
  const progress = counted.get(recovery) ?? readProgress(database.pool, recovery.id);
  counted.set(recovery, progress);
  return progress;
}

const MINUTE_MS = 60_000;

builder.prismaObjectField(RecoveryType, 'ratePerMinute', (t) =>
  t.float({
    nullable: true,
    description:
      'Number of its deliveries that have ended per minute, on average since it was started. Null once none of them is waiting and it is no longer RUNNING.',
    resolve: async (recovery, _args, { app }) => {
      const { delivered, failed, cancelled, waiting } = await progressOf(app, recovery);
      if (waiting === 0 && recovery.status !== 'RUNNING') return null;
      const minutes = (app.now().getTime() - recovery.createdAt.getTime()) / MINUTE_MS;
      return minutes > 0 ? (delivered + failed + cancelled) / minutes : 0;
    },
  }),
);

builder.prismaObjectField(RecoveryType, 'deliveries', (t) =>
  t.prismaConnection(
    {
      type: 'Delivery',
      cursor: 'id',
      description: 'The deliveries that it queued and no later recovery did, newest first.',
      totalCount: ({ id }, _args, { app }) => countDeliveries(app, { recoveryId: id }),
      resolve: (query, { id, projectId }, page, { app }) =>
        app.database.prisma.delivery.findMany({
          ...query,
          ...newestFirst('deliveries', page, { recoveryId: id, projectId }),
        }),
    },
    DeliveryConnection,
  ),
);

builder.prismaObjectField(DeliveryType, 'recovery', (t) =>
  t.relation('recovery', {
    type: RecoveryType,
    nullable: true,
    description:
      'The recovery that queued the delivery last. Null when none has, or its record was deleted after RETENTION_DAYS.',
  }),
);

const RecoveryConnection = connectionOf('Recovery', RecoveryType, 'recoveries', 'A recovery');

builder.prismaObjectField(ProjectType, 'recoveries', (t) =>
  t.prismaConnection(
    {
      type: 'Recovery',
      cursor: 'id',
      description: 'The recoveries of the project, newest first.',
      resolve: (query, { id }, page, { app }) =>
        app.database.prisma.recovery.findMany({
          ...query,
          ...newestFirst('recoveries', page, { projectId: id }),
        }),
    },
    RecoveryConnection,
  ),
);

builder.subscriptionField('recoveryUpdated', (t) =>
  t.prismaField({
    type: RecoveryType,
    description:
      'A recovery as it is now and whenever it changes. Intermediate states may be omitted; the last state never is. Completes when the recovery is no longer RUNNING and none of its deliveries is waiting.',
    args: { id: t.arg.id({ required: true, description: 'Id of the recovery, `rcv_…`.' }) },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ id }) => ({ recoveryId: id }),
      open: (app, _viewer, { id }: { id: string }, { signal }) => watchRecovery(app, id, signal),
    }),
    resolve: (query, id: string, _args, { app }) =>
      app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id } }),
  }),
);

builder.subscriptionField('recoveries', (t) =>
  t.prismaField({
    type: RecoveryType,
    description:
      'Recoveries of a project whenever they start or change, until their last delivery has ended. Intermediate states may be omitted, the last state never is; a state may be sent twice.',
    args: { projectKey: t.arg.string({ required: true, description: 'Key of the project.' }) },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, _viewer, { projectKey }: { projectKey: string }, { signal }) =>
        watchRecoveries(app, projectKey, signal),
    }),
    resolve: (query, id: string, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
