/** The mutations for bulk retries and replays. */

import { mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { outboundErrorClasses } from '../../platform/egress/outcome.ts';
import { MAX_LISTED } from '../../platform/input/distinct.ts';
import { shown } from '../../platform/input/limits.ts';
import { AttemptErrorClassEnum } from '../attempts/attempt.schema.ts';
import { DeliveryFilterInput } from '../log/delivery-filter.schema.ts';
import { cancelRecovery } from './cancel-recovery.ts';
import { type RecoveryAnswer, replayEvents, retryFailedDeliveries } from './recoveries.ts';
import { RecoveryType } from './recovery.schema.ts';

const COUNT_ONLY = 'Only count the deliveries; no recovery is started. Default: false.';

const answer = (name: string) =>
  builder.objectRef<RecoveryAnswer>(name).implement({
    description: 'Number of matching deliveries, and the recovery that queues them.',
    fields: (t) => ({
      count: t.exposeInt('count', { description: 'Number of deliveries that match now.' }),
      recovery: t.prismaField({
        type: RecoveryType,
        nullable: true,
        description: 'The recovery that was started. Null with `countOnly`.',
        resolve: (query, { recoveryId }, _args, { app }) =>
          recoveryId === null
            ? null
            : app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id: recoveryId } }),
      }),
    }),
  });

commandField('retryFailedDeliveries', {
  may: mayRepeatDeliveries,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Makes one attempt for each matching failed delivery, outside the retry schedule, with the same `webhook-id` and a lower priority than all other deliveries. Test events and deliveries to disabled or deleted integrations do not match.',
  input: builder.inputType('RetryFailedDeliveriesInput', {
    description: 'The failed deliveries to retry. All conditions must hold; omitted ones do not filter.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'Key of the project.' }),
      integrationId: t.id({
        description: 'Only deliveries to this integration, `intg_…`. It must be enabled.',
      }),
      failedAfter: t.field({
        type: 'DateTime',
        description: 'Only deliveries whose last attempt failed at this time or later.',
      }),
      failedBefore: t.field({
        type: 'DateTime',
        description: 'Only deliveries whose last attempt failed before this time. Default: now.',
      }),
      errorClasses: t.field({
        type: [AttemptErrorClassEnum],
        description: `Only deliveries whose last attempt failed with one of these classes, at most ${outboundErrorClasses.length}.`,
      }),
      filter: t.field({
        type: DeliveryFilterInput,
        description:
          'Filter, as of the list of deliveries: of those that it shows, the failed ones are retried. While processes of a version without this filter still run, failures that they record may be missed by `errorClasses`, `responseStatuses` and `text`.',
      }),
      deliveryIds: t.idList({
        description: `Only these deliveries, \`dlv_…\`. 1 to ${shown(MAX_LISTED)} ids.`,
      }),
      countOnly: t.boolean({ description: COUNT_ONLY }),
    }),
  }),
  payload: answer('RetryFailedDeliveriesPayload'),
  run: retryFailedDeliveries,
});

const ReplayIncludeEnum = describedEnum<'MISSING' | 'ALL'>(
  'ReplayInclude',
  'Which events of the range are replayed.',
  {
    MISSING:
      'Events that the integration has not received: without a delivery, or with one that is FAILED or CANCELLED. Reaches back RETENTION_DAYS at most, because older deliveries are not kept.',
    ALL: 'All events, also those that were delivered; with the same `webhook-id` as before while their deliveries are kept. Deliveries that are PENDING or SENDING are not changed.',
  },
);

commandField('replayEvents', {
  may: mayRepeatDeliveries,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Delivers events of the log to an integration, with a lower priority than all other deliveries: events that match its current event types and environments, for example those from before it was created or while it was disabled.',
  input: builder.inputType('ReplayEventsInput', {
    description: 'The events to replay. All conditions must hold.',
    fields: (t) => ({
      integrationId: t.id({
        required: true,
        description: 'Id of the integration, `intg_…`. It must be enabled.',
      }),
      afterSequence: t.int({
        description: 'Only events after this sequence. Default: 0, from the first event.',
      }),
      untilSequence: t.int({
        description: 'Only events up to and including this sequence. Default: the newest event.',
      }),
      occurredAfter: t.field({ type: 'DateTime', description: 'Only events of this time or later.' }),
      occurredBefore: t.field({ type: 'DateTime', description: 'Only events before this time.' }),
      include: t.field({
        type: ReplayIncludeEnum,
        description: 'Which events of the range. Default: MISSING.',
      }),
      countOnly: t.boolean({ description: COUNT_ONLY }),
    }),
  }),
  payload: answer('ReplayEventsPayload'),
  run: replayEvents,
});

commandField('cancelRecovery', {
  may: mayRepeatDeliveries,
  about: ({ recoveryId }) => ({ recoveryId }),
  description:
    'Cancels a recovery and its deliveries that were not attempted yet: retried ones are FAILED as before, replayed ones are CANCELLED. Deliveries that were attempted continue. Fails with ConflictError when there is nothing to cancel.',
  input: builder.inputType('CancelRecoveryInput', {
    description: 'The recovery to cancel.',
    fields: (t) => ({
      recoveryId: t.id({ required: true, description: 'Id of the recovery, `rcv_…`.' }),
    }),
  }),
  payload: builder.objectRef<{ recoveryId: string }>('CancelRecoveryPayload').implement({
    description: 'The cancelled recovery.',
    fields: (t) => ({
      recovery: t.prismaField({
        type: RecoveryType,
        description: 'The recovery.',
        resolve: (query, { recoveryId }, _args, { app }) =>
          app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id: recoveryId } }),
      }),
    }),
  }),
  run: cancelRecovery,
});
