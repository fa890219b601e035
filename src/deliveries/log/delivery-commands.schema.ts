/** The mutation that retries a delivery. */

import { mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
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
