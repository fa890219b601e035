import { EventTypeEnum } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { LISTED } from '../../platform/input/distinct.ts';
import { shown } from '../../platform/input/limits.ts';
import { AttemptErrorClassEnum } from '../attempts/attempt.schema.ts';
import { DeliveryStatusEnum } from './delivery.schema.ts';
import { MAX_SEARCH_LENGTH, RESPONSE_STATUSES } from './delivery-filter.ts';
import { MAX_SEARCHED } from './search-window.ts';

const STATUS_RANGE = `from ${RESPONSE_STATUSES.min} to ${RESPONSE_STATUSES.max}`;

const ResponseStatusesInput = builder.inputType('ResponseStatusesInput', {
  description: 'A range of status codes of HTTP, such as 500 to 599.',
  fields: (t) => ({
    from: t.int({ required: true, description: `The first status code, ${STATUS_RANGE}.` }),
    to: t.int({
      required: true,
      description: `The last status code, ${STATUS_RANGE}; not smaller than \`from\`.`,
    }),
  }),
});

export const DeliveryFilterInput = builder.inputType('DeliveryFilter', {
  description: 'Filter of deliveries. All conditions must hold; omitted ones do not filter.',
  fields: (t) => ({
    statuses: t.field({
      type: [DeliveryStatusEnum],
      description: `Only deliveries with one of these statuses. ${LISTED}`,
    }),
    integrationId: t.id({ description: 'Only deliveries to this integration, `intg_…`.' }),
    eventId: t.id({ description: 'Only deliveries of this event, `evt_…`.' }),
    eventTypes: t.field({
      type: [EventTypeEnum],
      description: `Only deliveries of events of these types. ${LISTED}`,
    }),
    flagKey: t.string({ description: 'Only deliveries of events about the flag with this key.' }),
    environmentKeys: t.stringList({
      description: `Only deliveries of events about one of the environments with these keys, without events that concern no environment in particular. ${LISTED}`,
    }),
    errorClasses: t.field({
      type: [AttemptErrorClassEnum],
      description: `Only deliveries whose last attempt failed with one of these classes. ${LISTED}`,
    }),
    responseStatuses: t.field({
      type: ResponseStatusesInput,
      description:
        'Only deliveries whose last attempt was answered with a status code of this range. Of attempts that were made before the upgrade to the version with this filter, only the failed ones are found.',
    }),
    createdAfter: t.field({
      type: 'DateTime',
      description: 'Only deliveries that were created at this time or later.',
    }),
    createdBefore: t.field({
      type: 'DateTime',
      description: 'Only deliveries that were created before this time.',
    }),
    targets: t.stringList({
      description: `Only deliveries to one of these targets, such as channels, exactly as \`target\` shows them. ${LISTED}`,
    }),
    recoveryId: t.id({
      description: 'Only deliveries that this recovery, `rcv_…`, queued and no later one did.',
    }),
    isTest: t.boolean({ description: 'Whether the event is a test event, of `testIntegration`.' }),
    isWaiting: t.boolean({
      description: 'Whether the delivery is queued: due, but held back by a limit, as `queuedAt` shows.',
    }),
    text: t.string({
      description: `Only deliveries with this text in the key of the flag, the name of the integration or the message of the last error, in capital or small letters; at most ${MAX_SEARCH_LENGTH} characters. Only the newest ${shown(MAX_SEARCHED)} deliveries that meet the other conditions are searched.`,
    }),
  }),
});
