/** The mutations that ask for many deliveries again. */

import { mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { AttemptErrorClassEnum } from '../attempts/attempt.schema.ts';
import { cancelRecovery } from './cancel-recovery.ts';
import { type RecoveryAnswer, replayEvents, retryFailedDeliveries } from './recoveries.ts';
import { RecoveryType } from './recovery.schema.ts';

const COUNT_ONLY = 'Only count: nothing is asked for and the recovery is null. Default false.';

const answer = (name: string) =>
  builder.objectRef<RecoveryAnswer>(name).implement({
    description: 'How many deliveries it is, and the recovery that asks for them batch by batch.',
    fields: (t) => ({
      count: t.exposeInt('count', { description: 'How many deliveries match at this moment.' }),
      recovery: t.prismaField({
        type: RecoveryType,
        nullable: true,
        description: 'What was started; null when it was only to be counted.',
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
    'Makes one attempt of each failed delivery that matches, outside the schedule, under the same `webhook-id`, after everything that is happening now. Left out are test events and what goes to integrations that are disabled or deleted.',
  input: builder.inputType('RetryFailedDeliveriesInput', {
    description: 'Which failed deliveries to retry; all conditions must hold.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      integrationId: t.id({ description: 'Deliveries to this integration, `intg_…`; left out: to all.' }),
      failedAfter: t.field({
        type: 'DateTime',
        description: 'Deliveries whose last attempt failed at this time or later.',
      }),
      failedBefore: t.field({
        type: 'DateTime',
        description: 'Deliveries whose last attempt failed before this time; left out: until now.',
      }),
      errorClasses: t.field({
        type: [AttemptErrorClassEnum],
        description: 'Deliveries whose last attempt failed in one of these ways; left out: in any.',
      }),
      countOnly: t.boolean({ description: COUNT_ONLY }),
    }),
  }),
  payload: answer('RetryFailedDeliveriesPayload'),
  run: retryFailedDeliveries,
});

const ReplayIncludeEnum = builder.enumType('ReplayInclude', {
  description: 'Which events of a range are replayed.',
  values: {
    MISSING: {
      description:
        'Those that the integration has not received: it has no delivery of them, or one that failed or was cancelled. Reaches back no further than RETENTION_DAYS, since it is not known what was received before.',
    },
    ALL: {
      description:
        'Those that it has received as well, under the same `webhook-id` as before while their deliveries are kept. Deliveries that are waiting are left alone.',
    },
  },
});

commandField('replayEvents', {
  may: mayRepeatDeliveries,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Delivers events of the log to an integration, after everything that is happening now: those that match its types and environments as they are set now. What happened while it was disabled, or before it was made, can be had this way.',
  input: builder.inputType('ReplayEventsInput', {
    description: 'Which events to replay; all conditions must hold.',
    fields: (t) => ({
      integrationId: t.id({
        required: true,
        description: 'The id of the integration, `intg_…`. It must be enabled.',
      }),
      afterSequence: t.int({ description: 'Events after this sequence; left out: from the first one.' }),
      untilSequence: t.int({
        description: 'Events up to and with this sequence; left out: to the newest one at this moment.',
      }),
      occurredAfter: t.field({ type: 'DateTime', description: 'Events of this time or later.' }),
      occurredBefore: t.field({ type: 'DateTime', description: 'Events before this time.' }),
      include: t.field({
        type: ReplayIncludeEnum,
        description: 'Which of them; left out: MISSING.',
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
    'Stops a recovery and puts back its deliveries that were not attempted yet: failed ones have failed as before, replayed ones are cancelled. What was attempted goes on.',
  input: builder.inputType('CancelRecoveryInput', {
    description: 'Which recovery to cancel.',
    fields: (t) => ({
      recoveryId: t.id({ required: true, description: 'The id of the recovery, `rcv_…`.' }),
    }),
  }),
  payload: builder.objectRef<{ recoveryId: string }>('CancelRecoveryPayload').implement({
    description: 'The recovery asks for nothing more.',
    fields: (t) => ({
      recovery: t.prismaField({
        type: RecoveryType,
        description: 'The recovery as it is now.',
        resolve: (query, { recoveryId }, _args, { app }) =>
          app.database.prisma.recovery.findUniqueOrThrow({ ...query, where: { id: recoveryId } }),
      }),
    }),
  }),
  run: (app, _actor, input) => cancelRecovery(app, input),
});
