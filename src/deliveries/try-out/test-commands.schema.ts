/** The mutations that send a test event, of a saved integration and of a draft. */

import { mayConfigureIntegrations } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { AttemptErrorType, AttemptType, ExchangeType, toExchanges } from '../attempts/attempt.schema.ts';
import { HttpRequestType, HttpResponseType } from '../attempts/http-exchange.schema.ts';
import { DeliveryType } from '../log/delivery.schema.ts';
import { subjectOf } from './find-tried.ts';
import { testIntegration, testIntegrationDraft } from './test-integration.ts';
import type { SavedTest, TestResult } from './test-result.ts';
import { DRAFT, IntegrationDraftInput } from './tried-input.schema.ts';

const TestResultType = builder.objectRef<TestResult>('IntegrationTestResult').implement({
  description: 'What came of a test event for one target.',
  fields: (t) => ({
    target: t.exposeString('target', {
      description: 'The target, such as a channel. Empty for providers with one destination.',
    }),
    error: t.field({
      type: AttemptErrorType,
      nullable: true,
      description: 'Why it failed. Null when it succeeded.',
      resolve: ({ attempt }) => attempt.error,
    }),
    request: t.field({
      type: HttpRequestType,
      description: 'The request; of several the last one. Its URL is empty when no request could be made.',
      resolve: ({ attempt: { request } }) => ({ ...request, body: request.body ?? '' }),
    }),
    response: t.field({
      type: HttpResponseType,
      nullable: true,
      description: 'The response; of several the last one. Null when there was none.',
      resolve: ({ attempt }) => attempt.response,
    }),
    exchanges: t.field({
      type: [ExchangeType],
      description: 'All requests with their responses, in order. Empty when no request could be made.',
      resolve: ({ attempt }) => toExchanges(attempt),
    }),
    durationMs: t.int({
      description: 'Duration of all requests in milliseconds.',
      resolve: ({ attempt }) => attempt.durationMs,
    }),
    address: t.string({
      nullable: true,
      description: 'IP address of the host. Null when it was not resolved.',
      resolve: ({ attempt }) => attempt.address,
    }),
    deliveryId: t.exposeID('deliveryId', {
      nullable: true,
      description: 'Id of its delivery, `dlv_…`. Null for a draft.',
    }),
  }),
});

const resultsField = {
  type: [TestResultType] as [typeof TestResultType],
  description: 'What came of it for each target of the integration.',
};
const EVENT_ID =
  'Id of an event of its project, `evt_…`, of which a copy is sent: marked as a test, with a new id, the sequence 0 and the present time. Default: an event about a flag that does not exist.';
const DURATION =
  'waits for the responses: at most 10 seconds, or 25 for providers that take several requests; with more than 20 targets, that long for every 20.';

commandField('testIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description: `Sends a marked test event to every target of an integration and ${DURATION} The deliveries are not retried, and the event is not in the event log. Fails with ConflictError when the test is interrupted.`,
  input: builder.inputType('TestIntegrationInput', {
    description: 'The integration to test, and the event to send.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: 'Id of the integration, `intg_…`.' }),
      eventId: t.id({ description: EVENT_ID }),
    }),
  }),
  payload: builder.objectRef<SavedTest>('TestIntegrationPayload').implement({
    description:
      'The deliveries of a test event. `delivery` and `attempt` are those of the first target that failed, or of the first target when all succeeded.',
    fields: (t) => ({
      delivery: t.prismaField({
        type: DeliveryType,
        description: 'The delivery.',
        resolve: (query, { deliveryId }, _args, { app }) =>
          app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id: deliveryId } }),
      }),
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
      results: t.expose('results', resultsField),
    }),
  }),
  run: testIntegration,
});

commandField('testIntegrationDraft', {
  may: mayConfigureIntegrations,
  about: subjectOf,
  description: `Tests settings that are not saved: sends a marked test event to every target and ${DURATION} Nothing is stored: there are no deliveries. Fails with ConflictError when the test is interrupted.`,
  input: builder.inputType('TestIntegrationDraftInput', {
    description: 'The draft to test, and the event to send.',
    fields: (t) => ({
      integrationId: t.id({
        description: 'Id of the integration that the draft changes, `intg_…`. Left out: it is a new one.',
      }),
      draft: t.field({ type: IntegrationDraftInput, required: true, description: DRAFT }),
      eventId: t.id({ description: EVENT_ID }),
    }),
  }),
  payload: builder.objectRef<{ results: TestResult[] }>('TestIntegrationDraftPayload').implement({
    description: 'What came of the test event of a draft.',
    fields: (t) => ({ results: t.expose('results', resultsField) }),
  }),
  run: testIntegrationDraft,
});
