/** The mutations that send, show and repeat deliveries. */

import { mayConfigureIntegrations, mayRepeatDeliveries } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { AttemptType, HttpRequestType, HttpResponseType } from '../attempts/attempt.schema.ts';
import { type ConnectionCheck, checkIntegration } from '../try-out/check-integration.ts';
import { type Preview, previewIntegration } from '../try-out/preview-integration.ts';
import { type Tested, testIntegration } from '../try-out/test-integration.ts';
import { DeliveryType } from './delivery.schema.ts';
import { retryDelivery } from './retry-delivery.ts';

const TestIntegrationPayload = builder.objectRef<Tested>('TestIntegrationPayload').implement({
  description:
    'The test event was sent to every target; `attempt` tells what came of it at the first that failed, or at the first when none did.',
  fields: (t) => ({
    deliveries: t.prismaField({
      type: [DeliveryType],
      description: 'One delivery for each target of the integration, such as a channel, with its attempt.',
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
      description: 'The attempt, with request and response: the first that failed, or the first.',
      resolve: (query, { deliveryId, number }, _args, { app }) =>
        app.database.prisma.attempt.findUniqueOrThrow({
          ...query,
          where: { deliveryId_number: { deliveryId, number } },
        }),
    }),
  }),
});
const RetryDeliveryPayload = builder
  .objectRef<{ deliveryId: string }>('RetryDeliveryPayload')
  .implement({ description: 'One attempt will be made at once.' });

for (const payload of [TestIntegrationPayload, RetryDeliveryPayload]) {
  builder.objectField(payload as typeof RetryDeliveryPayload, 'delivery', (t) =>
    t.prismaField({
      type: DeliveryType,
      description: 'The delivery, of several the one that the payload tells of.',
      resolve: (query, { deliveryId }, _args, { app }) =>
        app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id: deliveryId } }),
    }),
  );
}

commandField('testIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Sends a marked test event to every target of an integration and waits for the answers: at most ten seconds, or 25 where a delivery takes several requests; for more than twenty targets as long for each twenty. It is not retried and not in the log of events.',
  input: builder.inputType('TestIntegrationInput', {
    description: 'Which integration to try out.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'The id of the integration, `intg_…`.' }),
    }),
  }),
  payload: TestIntegrationPayload,
  run: testIntegration,
});

commandField('checkIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Asks the API of a provider whether deliveries would work, without making one: whether the key is valid, the channel or entity there. Not every provider has such a check.',
  input: builder.inputType('CheckIntegrationInput', {
    description: 'Which integration to check.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'The id of the integration, `intg_…`.' }),
    }),
  }),
  payload: builder.objectRef<ConnectionCheck>('CheckIntegrationPayload').implement({
    description: 'What the check showed.',
    fields: (t) => ({
      ok: t.boolean({
        description: 'Whether nothing speaks against deliveries.',
        resolve: ({ reason }) => reason === null,
      }),
      reason: t.exposeString('reason', {
        nullable: true,
        description: 'Why deliveries would fail, and what to do about it; null when they would not.',
      }),
      request: t.field({
        type: HttpRequestType,
        description: 'The request that was made; secrets are masked.',
        resolve: ({ request }) => request,
      }),
      response: t.field({
        type: HttpResponseType,
        nullable: true,
        description: 'The answer; null when there was none.',
        resolve: ({ response }) => response,
      }),
    }),
  }),
  run: (app, _actor, input) => checkIntegration(app, input),
});

commandField('previewIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description: 'Shows the requests that an event would cause, without sending them. Secrets are masked.',
  input: builder.inputType('PreviewIntegrationInput', {
    description: 'What to show.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'The id of the integration, `intg_…`.' }),
      eventId: t.id({
        description:
          'An event of its project. Left out: the newest one that it would be told about, or a sample.',
      }),
    }),
  }),
  payload: builder.objectRef<Preview>('PreviewIntegrationPayload').implement({
    description: 'What would be sent.',
    fields: (t) => ({
      requests: t.field({
        type: [HttpRequestType],
        description:
          'One request for each target; none when the provider would skip the event. Where a delivery takes several requests, the first one: the others depend on its answer.',
        resolve: ({ requests }) => requests,
      }),
      refusal: t.string({
        nullable: true,
        description:
          'Why they would not be sent although they can be made: their destination is none that may be called. Null when it is, and when its name does not resolve, at which attempts look again.',
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
    'Makes one attempt at once, outside the schedule, under the same `webhook-id`: of a delivery that failed, was cancelled or waits.',
  input: builder.inputType('RetryDeliveryInput', {
    description: 'Which delivery to retry.',
    fields: (t) => ({
      deliveryId: t.id({ required: true, description: 'The id of the delivery, `dlv_…`.' }),
    }),
  }),
  payload: RetryDeliveryPayload,
  run: (app, _actor, input) => retryDelivery(app, input),
});
