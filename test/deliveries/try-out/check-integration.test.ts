import { expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createProject } from '#test/support/builders.ts';

const test = testWithReceiver({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
});

async function create(gogreen: TestApp, provider: object): Promise<string> {
  const { data, errors } = await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) {
      createIntegration(input: $input) { ... on CreateIntegrationPayload { integration { id } } ... on Error { message } }
    }`,
    { input: { projectKey: 'shop', name: 'Checked', provider } },
  );
  const { integration } = (data as { createIntegration: { integration?: { id: string } } }).createIntegration;
  if (!integration) throw new Error(JSON.stringify(errors ?? data));
  return integration.id;
}

async function check(gogreen: TestApp, integrationId: string) {
  const { data } = await gogreen.send(
    `mutation ($input: CheckIntegrationInput!) {
      checkIntegration(input: $input) {
        __typename
        ... on CheckIntegrationPayload { ok reason request { method url headers { name value } body } response { status body } }
        ... on Error { code message }
      }
    }`,
    { input: { integrationId } },
  );
  return (data as { checkIntegration: Record<string, unknown> }).checkIntegration;
}

const json = (status: number, body: unknown) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test('a valid key: the check succeeds and does not show it', async ({ gogreen, receiver }) => {
  const id = await create(gogreen, { datadog: { apiKey: 'datadog-key-0123456789', apiUrl: receiver.url } });
  receiver.answer(json(200, { valid: true }));
  const checked = await check(gogreen, id);
  expect(checked).toMatchObject({
    ok: true,
    reason: null,
    request: { method: 'GET' },
    response: { status: 200 },
  });
  expect(JSON.stringify(checked)).not.toContain('datadog-key-0123456789');
});

test('an invalid key: the check fails with what to do', async ({ gogreen, receiver }) => {
  const id = await create(gogreen, { datadog: { apiKey: 'datadog-key-0123456789', apiUrl: receiver.url } });
  receiver.answer(json(403, { errors: ['Forbidden'] }));
  expect(await check(gogreen, id)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/key/i),
    response: { status: 403 },
  });
});

test('a Dynatrace token without the scope: the check fails, and the token is masked in the body', async ({
  gogreen,
  receiver,
}) => {
  const token = `dt0c01.${'A'.repeat(24)}.${'S'.repeat(64)}`;
  const id = await create(gogreen, { dynatrace: { environmentUrl: receiver.url, apiToken: token } });
  receiver.answer(json(200, { enabled: true, scopes: ['metrics.read'] }));
  const checked = await check(gogreen, id);
  expect(checked).toMatchObject({ ok: false, reason: expect.stringContaining('events.ingest') });
  expect(JSON.stringify(checked)).not.toContain('S'.repeat(64));
});

test('a provider without a check: is a conflict', async ({ gogreen, receiver }) => {
  const id = await create(gogreen, { webhook: { url: receiver.url } });
  expect(await check(gogreen, id)).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('testIntegration'),
  });
});

test('an unknown integration: is not found', async ({ gogreen }) => {
  expect(await check(gogreen, 'intg_01h455vb4pex5vsknk084sn02q')).toMatchObject({ code: 'NOT_FOUND' });
});
