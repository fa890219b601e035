import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { HttpProvider } from '#src/integrations/contract/provider.ts';
import { providers } from '#src/integrations/providers/registry.ts';
import type { TestApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit.ts';
import { createProject } from '#test/support/builders.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

const settings = z.object({
  address: z.string().describe('Where pages go.').meta({ label: 'Address' }),
  urgency: z
    .enum(['LOW', 'HIGH'])
    .meta({ id: 'PagerUrgency', description: 'How loud.', values: { LOW: 'A light.', HIGH: 'A siren.' } })
    .default('LOW')
    .meta({ label: 'Urgency' }),
});
const secrets = z.object({
  pin: z
    .string()
    .min(4, 'must have at least 4 digits')
    .describe('The PIN.')
    .meta({ label: 'PIN', secret: true }),
});

/** All there is to a provider: this would be its file. */
const pager: HttpProvider<z.output<typeof settings>, z.output<typeof secrets>> = {
  kind: 'http',
  name: 'pager',
  label: 'Pager',
  category: 'chat',
  description: 'Pages people.',
  docsUrl: 'https://pager.example.com/docs',
  settings,
  secrets,
  limits: { bodyBytes: 1_000 },
  destinations: { main: ({ settings: { address } }) => address },
  body: (event, { settings: { urgency } }) => ({
    contentType: 'application/json',
    body: JSON.stringify({ page: event.flag?.key, urgency }),
  }),
  address: ({ settings: { address }, secrets: { pin } }) => ({
    method: 'POST',
    url: address,
    headers: { 'X-Pin': pin },
  }),
  verdict: ({ status }) => (status === 200 ? 'ok' : { failed: 'permanent', reason: 'The pager is off.' }),
  redact: (request) => ({ ...request, headers: { ...request.headers, 'X-Pin': '••••' } }),
};

let gogreen: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  // And this its line in the registry. The schema is built from it afterwards.
  Object.assign(providers, { pager });
  const { startTestApp } = await import('#test/support/app.ts');
  receiver = await startReceiver();
  gogreen = await startTestApp();
  await createProject(gogreen, { key: 'shop' });
});
afterAll(async () => {
  await gogreen?.close();
  await receiver?.close();
});

async function create(input: object) {
  const { data, errors } = await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) {
      createIntegration(input: $input) {
        ... on CreateIntegrationPayload {
          signingSecret
          integration { id provider __typename ... on PagerIntegration { address urgency } }
        }
        ... on InvalidInputError { issues { path message } }
      }
    }`,
    { input: { projectKey: 'shop', name: 'Pager', provider: { pager: input } } },
  );
  expect(errors).toBeUndefined();
  return (data as { createIntegration: Record<string, unknown> }).createIntegration;
}

test('a new provider in the registry: has input, type, connection check, audit entries and deliveries', async () => {
  expect(await create({ address: receiver.url, pin: '12' })).toEqual({
    issues: [{ path: 'provider.pager.pin', message: 'must have at least 4 digits' }],
  });
  expect(await create({ address: receiver.url, pin: '1234' })).toMatchObject({
    signingSecret: null,
    integration: { provider: 'PAGER', __typename: 'PagerIntegration', address: receiver.url, urgency: 'LOW' },
  });

  const [entry] = await readAudit(gogreen, 'shop');
  expect(entry?.after).toMatchObject({ provider: 'PAGER', urgency: 'LOW', pin: 'changed' });

  await gogreen.send(
    'mutation { createFlag(input: { projectKey: "shop", key: "siren", kind: BOOLEAN }) { __typename } }',
  );
  await receiver.waitFor(1);
  const [page] = receiver.requests;
  expect(JSON.parse(String(page?.body))).toEqual({ page: 'siren', urgency: 'LOW' });
  expect(page?.headers).toMatchObject({ 'x-pin': '1234' });
});
