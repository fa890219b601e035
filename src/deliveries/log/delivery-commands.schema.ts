/** The mutations that retry or cancel a delivery. */

import { mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { DeliveryType } from './delivery.schema.ts';
import { retryDelivery } from './retry-delivery.ts';

const payload = commandPayloads<{ deliveryId: string }>((t) => ({
  delivery: t.prismaField({
    type: DeliveryType,
    description: 'The delivery.',
    resolve: (query, { deliveryId }, _args, { app }) =>
      app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id: deliveryId } }),
  }),
}));

commandField('retryDelivery', {
  may: mayRepeatDeliveries,
  about: ({ deliveryId }) => ({ deliveryId }),
  description:
    'Makes one attempt at once, outside the retry schedule, with the same `webhook-id`. The delivery must be PENDING, FAILED or CANCELLED, and its integration enabled; otherwise it fails with ConflictError.',
  input: builder.inputType('RetryDeliveryInput', {
    description: 'The delivery to retry.',
    fields: (t) => ({
      deliveryId: t.id({ required: true, description: 'Id of the delivery, `dlv_…`.' }),
    }),
  }),
  payload: payload('RetryDeliveryPayload', 'The delivery that will be attempted at once.'),
  run: retryDelivery,
});

commandField('cancelDelivery', {
  may: mayRepeatDeliveries,
  about: ({ deliveryId }) => ({ deliveryId }),
  description:
    'Cancels a delivery: no further attempt is made, unless `retryDelivery` or a replay makes one. The delivery must be PENDING; otherwise it fails with ConflictError.',
  input: builder.inputType('CancelDeliveryInput', {
    description: 'The delivery to cancel.',
    fields: (t) => ({
      deliveryId: t.id({ required: true, description: 'Id of the delivery, `dlv_…`.' }),
    }),
  }),
  payload: payload('CancelDeliveryPayload', 'The cancelled delivery.'),
  run: cancelDelivery,
});
