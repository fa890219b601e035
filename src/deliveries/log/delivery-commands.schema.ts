/** The mutations that test, check and preview an integration and retry or cancel a delivery. */

import { mayConfigureIntegrations, mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { AttemptType } from '../attempts/attempt.schema.ts';
import { HttpRequestType, HttpResponseType } from '../attempts/http-exchange.schema.ts';
import { type ConnectionCheck, checkIntegration } from '../try-out/check-integration.ts';
import { type Preview, previewIntegration } from '../try-out/preview-integration.ts';
import { type Tested, testIntegration } from '../try-out/test-integration.ts';
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

const TestIntegrationPayload = payload<Tested>(
  'TestIntegrationPayload',
  'The deliveries of a test event. `delivery` and `attempt` are those of the first target that failed, or of the first target when all succeeded.',
  (t) => ({
    deliveries: t.prismaField({
      type: [DeliveryType],
      description: 'One delivery for each target of the integration, such as a channel.',
      resolve: async (query, { deliveryIds }, _args, { app }) => {
        const found = await app.database.prisma.delivery.findMany({
          ...query,
          where: { id: { in: deliveryIds } },
        });
        const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
        return deliveryIds.flatMap((id) => byId.get(id) ?? []);
      },
    }),
    attempt: t.prismaField({
      type: AttemptType,
      description: 'The attempt, with request and response.',
      resolve: (query, { deliveryId, number }, _args, { app }) =>
        app.database.prisma.attempt.findUniqueOrThrow({
          ...query,
          where: { deliveryId_number: { deliveryId, number } },
        }),
    }),
  }),
);

commandField('testIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Sends a marked test event to every target of an integration and waits for the responses: at most 10 seconds, or 25 for providers that take several requests; with more than 20 targets, that long for every 20. The deliveries are not retried, and the event is not in the event log. Fails with ConflictError when the test is interrupted.',
  input: builder.inputType('TestIntegrationInput', {
    description: 'The integration to test.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'Id of the integration, `intg_…`.' }),
    }),
  }),
  payload: TestIntegrationPayload,
  run: testIntegration,
});

commandField('checkIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Checks with a harmless request to the API of the provider whether deliveries would work: whether the key is valid and the channel or entity exists. Fails with ConflictError for providers without such a request.',
  input: builder.inputType('CheckIntegrationInput', {
    description: 'The integration to check.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'Id of the integration, `intg_…`.' }),
    }),
  }),
  payload: builder.objectRef<ConnectionCheck>('CheckIntegrationPayload').implement({
    description: 'Result of a connection check.',
    fields: (t) => ({
      ok: t.boolean({
        description: 'Whether the check succeeded.',
        resolve: ({ reason }) => reason === null,
      }),
      reason: t.exposeString('reason', {
        nullable: true,
        description: 'Why deliveries would fail, and what to do about it. Null when the check succeeded.',
      }),
      request: t.field({
        type: HttpRequestType,
        description: 'The request of the check. Secrets are masked.',
        resolve: ({ request }) => request,
      }),
      response: t.field({
        type: HttpResponseType,
        nullable: true,
        description: 'The response. Null when there was none.',
        resolve: ({ response }) => response,
      }),
    }),
  }),
  run: (app, _actor, input) => checkIntegration(app, input),
});

commandField('previewIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description: 'Returns the requests that an event would cause, without sending them. Secrets are masked.',
  input: builder.inputType('PreviewIntegrationInput', {
    description: 'The integration, and the event to preview.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'Id of the integration, `intg_…`.' }),
      eventId: t.id({
        description:
          'Id of an event of its project, `evt_…`. Default: the newest event that matches the integration, or a sample event when there is none.',
      }),
    }),
  }),
  payload: builder.objectRef<Preview>('PreviewIntegrationPayload').implement({
    description: 'The requests that would be sent.',
    fields: (t) => ({
      requests: t.field({
        type: [HttpRequestType],
        description:
          'One request for each target. Empty when the provider skips the event. For providers that take several requests only the first one, because the others depend on its response.',
        resolve: ({ requests }) => requests,
      }),
      refusal: t.string({
        nullable: true,
        description:
          'Why the requests would be blocked: the destination is not allowed. Null when it is allowed, and when its host name cannot be resolved now, which every attempt does again.',
        resolve: ({ refusal }) => refusal(),
      }),
    }),
  }),
  run: previewIntegration,
});

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
