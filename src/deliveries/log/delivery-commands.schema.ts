<<<<<<< HEAD
/** The mutations that test, check and preview an integration and retry or cancel a delivery. */
=======
/** The mutation that retries a delivery. */
>>>>>>> d

import { mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
<<<<<<< HEAD
import { AttemptType, HttpRequestType, HttpResponseType } from '../attempts/attempt.schema.ts';
import { type ConnectionCheck, checkIntegration } from '../try-out/check-integration.ts';
import { type Preview, previewIntegration } from '../try-out/preview-integration.ts';
import { type Tested, testIntegration } from '../try-out/test-integration.ts';
import { cancelDelivery } from './cancel-delivery.ts';
=======
>>>>>>> d
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
