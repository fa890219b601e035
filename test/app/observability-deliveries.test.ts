import { expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import type { Answer, ReceivedRequest } from '#test/support/receiver.ts';

const HOUR_MS = 3_600_000;
const guids = ['MXxBUE18QVBQTElDQVRJT058MQ', 'MXxBUE18QVBQTElDQVRJT058Mg'];

const test = testWithReceiver({ now: () => new Date(Date.now() + later) });
let later = 0;
let enabled = false;

test.beforeAll(async ({ gogreen }) => {
  await ask(gogreen, `mutation { createProject(input: { key: "shop", name: "Shop" }) { __typename } }`);
  await ask(
    gogreen,
    `mutation { createFlag(input: { projectKey: "shop", key: "new-checkout", name: "New checkout", kind: BOOLEAN }) { __typename } }`,
  );
});

/** Answers as the three APIs do. */
function answerAsDocumented({ path, body }: ReceivedRequest): Answer {
  if (path === '/api/v2/events/ingest') {
    return json(201, { reportCount: 1, eventIngestResults: [{ correlationId: 'c', status: 'OK' }] });
  }
  if (path === '/api/v2/events') return json(202, { data: { type: 'event', id: '_' } });
  const { query } = JSON.parse(body.toString()).variables.event.entitySearch;
  // The first entity is there, the second is not: New Relic says so with 200.
  return query.includes(guids[0])
    ? json(200, {
        data: { changeTrackingCreateEvent: { changeTrackingEvent: { changeTrackingId: 'x' }, messages: [] } },
      })
    : json(200, {
        data: { changeTrackingCreateEvent: null },
        errors: [{ message: 'No entity NRAK-SECRETSECRET1234' }],
      });
}

test('an event is delivered to Datadog, Dynatrace and each entity of New Relic; an error in a 200 response counts as failed', async ({
  gogreen,
  receiver,
}) => {
  receiver.answer(answerAsDocumented);
  const made = [
    await create(gogreen, 'Datadog', {
      datadog: { apiKey: 'datadog-key-0123456789', apiUrl: receiver.url, services: null },
    }),
    await create(gogreen, 'Dynatrace', {
      dynatrace: { apiToken: 'dt0c01.PUBLIC.SECRET1234', environmentUrl: receiver.url },
    }),
    await create(gogreen, 'New Relic', {
      newRelic: { apiKey: 'NRAK-SECRETSECRET1234', entityGuids: guids, apiUrl: receiver.url },
    }),
  ];
  await toggle(gogreen);
  await receiver.waitFor(4);
  const deliveries = await deliveriesWhen(gogreen, (found) =>
    found.every(({ completedAt }) => completedAt !== null),
  );
  expect(deliveries.map(({ integration, status }) => `${integration.name} ${status}`).toSorted()).toEqual([
    'Datadog DELIVERED',
    'Dynatrace DELIVERED',
    'New Relic DELIVERED',
    'New Relic FAILED',
  ]);
  const failed = deliveries.find(({ status }) => status === 'FAILED');
  expect(failed?.attempts.map(({ error }) => error)).toEqual([
    { class: 'HTTP', message: 'New Relic answered 200 OK, but with errors: No entity ••••1234' },
  ]);
  expect(JSON.stringify(deliveries)).not.toMatch(/SECRET|datadog-key/);
  for (const integrationId of made)
    await ask(
      gogreen,
      `mutation { deleteIntegration(input: { integrationId: "${integrationId}" }) { __typename } }`,
    );
});

test('an event older than the limit of Datadog is not sent', async ({ gogreen, receiver }) => {
  receiver.answer(json(403, { errors: ['Forbidden'] }));
  await create(gogreen, 'Too old', { datadog: { apiKey: 'datadog-key-0123456789', apiUrl: receiver.url } });
  const before = receiver.requests.length;
  await toggle(gogreen);
  const [first] = await deliveriesWhen(gogreen, ([newest]) => newest?.status === 'FAILED', 'Too old');
  expect(first?.attempts.map(({ error }) => error?.class)).toEqual(['HTTP']);

  later = 19 * HOUR_MS;
  await ask(gogreen, `mutation { retryDelivery(input: { deliveryId: "${first?.id}" }) { __typename } }`);
  const [again] = await deliveriesWhen(
    gogreen,
    ([newest]) => newest?.status === 'FAILED' && newest.attempts.length === 2,
    'Too old',
  );
  expect(again?.status).toBe('FAILED');
  expect(again?.attempts[1]?.error).toEqual({
    class: 'TOO_OLD',
    message: 'The event is more than 19 hours old; Datadog takes none older than 18.',
  });
  expect(receiver.requests.length).toBe(before + 1);
});

test('invalid settings of an integration are rejected with what to do instead', async ({ gogreen }) => {
  const { createIntegration } = await ask<{ createIntegration: unknown }>(
    gogreen,
    `mutation Make($input: CreateIntegrationInput!) { createIntegration(input: $input) {
      __typename ... on InvalidInputError { issues { path message } } } }`,
    {
      input: {
        projectKey: 'shop',
        name: 'Bad',
        provider: { newRelic: { apiKey: 'NRAK-A', region: 'AP', entityGuids: ['nonsense'] } },
      },
    },
  );
  expect(createIntegration).toMatchObject({
    __typename: 'InvalidInputError',
    issues: [
      { path: 'provider.newRelic.region', message: expect.stringContaining('is not a region of New Relic') },
      { path: 'provider.newRelic.entityGuids.0', message: expect.stringContaining('is not an entity GUID') },
    ],
  });
});

test('the configuration of an integration can be read, except its secrets', async ({ gogreen }) => {
  await create(gogreen, 'Readable', {
    newRelic: {
      apiKey: 'NRAK-SECRETSECRET1234',
      entityGuids: guids,
      attributes: [{ name: 'team', value: 'web' }],
    },
  });
  const { project } = await ask<{
    project: { integrations: unknown[] };
  }>(
    gogreen,
    `{ project(key: "shop") { integrations { name
    ... on NewRelicIntegration { region entityGuids attributes { name value } apiUrl } } } }`,
  );
  expect(project.integrations).toContainEqual({
    name: 'Readable',
    region: 'US',
    entityGuids: guids,
    apiUrl: null,
    attributes: [{ name: 'team', value: 'web' }],
  });
});

interface Deliveries {
  project: { deliveries: { edges: { node: FoundDelivery }[] } };
}

interface FoundDelivery {
  id: string;
  status: string;
  completedAt: string | null;
  integration: { name: string };
  attempts: { error: { class: string; message: string } | null }[];
}

/** The deliveries, newest first, once they are as asked for. */
async function deliveriesWhen(
  gogreen: TestApp,
  condition: (deliveries: FoundDelivery[]) => boolean,
  name?: string,
): Promise<FoundDelivery[]> {
  let found: FoundDelivery[] = [];
  await expect
    .poll(
      async () => {
        const { project } = await ask<Deliveries>(
          gogreen,
          `{ project(key: "shop") { deliveries(first: 50) { edges { node {
          id status completedAt integration { name }
          attempts { error { class message } request { url headers { name value } body } } } } } } }`,
        );
        const all = project.deliveries.edges.map(({ node }: { node: FoundDelivery }) => node);
        found = all.filter(({ integration }) => name === undefined || integration.name === name);
        return found.length > 0 && condition(found);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return found;
}

async function create(gogreen: TestApp, name: string, provider: unknown): Promise<string> {
  const { createIntegration } = await ask<{ createIntegration: { integration: { id: string } } }>(
    gogreen,
    `mutation Make($input: CreateIntegrationInput!) { createIntegration(input: $input) {
      ... on CreateIntegrationPayload { integration { id } } ... on Error { message } } }`,
    { input: { projectKey: 'shop', name, eventTypes: ['FLAG_UPDATED'], provider } },
  );
  return createIntegration.integration.id;
}

async function toggle(gogreen: TestApp): Promise<void> {
  enabled = !enabled;
  await ask(
    gogreen,
    `mutation { setFlagEnabled(input: { projectKey: "shop", flagKey: "new-checkout",
    environmentKey: "production", enabled: ${enabled} }) { __typename } }`,
  );
}

async function ask<Result>(gogreen: TestApp, query: string, variables?: unknown): Promise<Result> {
  const { data, errors } = await gogreen.send(query, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data as Result;
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
