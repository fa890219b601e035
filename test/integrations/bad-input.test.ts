import { describe, expect } from 'vitest';
import type { CreateIntegrationInput, WebhookInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import { readIntegrations, tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';

const url = 'http://127.0.0.1:8080/hooks';
const it = testWithApp({ worker: false });
let projectKey: string;

it.beforeAll(async ({ gogreen }) => {
  projectKey = (await createProject(gogreen)).key;
});

const withWebhook = (gogreen: TestApp, webhook: Partial<WebhookInput>) =>
  tryCreateIntegration(gogreen, { projectKey, name: 'A', provider: { webhook: { url, ...webhook } } });
const withInput = (gogreen: TestApp, input: Partial<CreateIntegrationInput>) =>
  tryCreateIntegration(gogreen, { projectKey, name: 'A', provider: { webhook: { url } }, ...input });

async function expectIssues(gogreen: TestApp, result: unknown, issues: [path: string, message: string][]) {
  expect(result).toMatchObject({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    issues: issues.map(([path, message]) => ({ path, message: expect.stringContaining(message) })),
  });
  expect(await readIntegrations(gogreen, projectKey), 'nothing is written').toEqual([]);
}

describe('the URL of a webhook is rejected', () => {
  it.for([
    ['', 'must be a URL'],
    ['example.com/hooks', 'must be a URL'],
    ['ftp://example.com/', 'http:// or https://'],
    ['file:///etc/passwd', 'http:// or https://'],
    ['javascript:alert(1)', 'http:// or https://'],
    ['https://user:secret@example.com/', 'send them in a header'],
    ['https://example.com/#top', 'remove the # and everything after it'],
    ['https://example.com/\r\nX: 1', 'line breaks'],
    [`https://example.com/${'x'.repeat(2_000)}`, 'at most 2000 characters'],
    ['http://10.0.0.1/', 'EGRESS_ALLOW'],
    ['http://169.254.169.254/latest/meta-data', 'EGRESS_ALLOW'],
    ['http://[::1]/', 'EGRESS_ALLOW'],
    ['http://[::ffff:10.0.0.1]/', 'EGRESS_ALLOW'],
    ['http://0x0a000001/', 'EGRESS_ALLOW'],
    ['https://8.8.8.8:25/', 'Port 25'],
  ] as const)('%j', async ([bad, message], { gogreen }) => {
    await expectIssues(gogreen, await withWebhook(gogreen, { url: bad }), [
      ['provider.webhook.url', message],
    ]);
  });
});

describe('a header of a webhook is rejected', () => {
  it.for([
    'X-GoGreen-Signature',
    'x-gogreen-x',
    'Webhook-Id',
    'CONTENT-TYPE',
    'Host',
    'user-agent',
    '__proto__',
  ])('if GoGreen sets it itself: %s', async (name, { gogreen }) => {
    const headers = [
      { name: 'X-Fine', value: '1' },
      { name, value: '1' },
    ];
    await expectIssues(gogreen, await withWebhook(gogreen, { headers }), [
      ['provider.webhook.headers.1.name', `"${name}" is set by GoGreen`],
    ]);
  });

  it.for(['', 'X Key', 'X:Key', 'X\r\nInjected: 1', 'Ключ', 'X\u0000'])(
    'with the name %j',
    async (name, { gogreen }) => {
      await expectIssues(gogreen, await withWebhook(gogreen, { headers: [{ name, value: '1' }] }), [
        ['provider.webhook.headers.0.name', 'without spaces or a colon'],
      ]);
    },
  );

  it.for(['a\r\nX-Injected: 1', 'a\nb', 'a\rb', 'a\u0000b', '🚩'])(
    'with the value %j',
    async (value, { gogreen }) => {
      await expectIssues(gogreen, await withWebhook(gogreen, { headers: [{ name: 'X-A', value }] }), [
        ['provider.webhook.headers.0.value', 'printable ASCII'],
      ]);
    },
  );

  it('with a name or value that is too long, if it occurs twice, or beyond twenty headers', async ({
    gogreen,
  }) => {
    await expectIssues(
      gogreen,
      await withWebhook(gogreen, { headers: [{ name: 'X'.repeat(201), value: 'y'.repeat(4_097) }] }),
      [
        ['provider.webhook.headers.0.value', 'at most 4096 bytes'],
        ['provider.webhook.headers.0.name', 'at most 200 bytes'],
      ],
    );
    const twice = ['X-A', 'X-B', 'x-a'].map((name) => ({ name, value: '1' }));
    await expectIssues(gogreen, await withWebhook(gogreen, { headers: twice }), [
      ['provider.webhook.headers.2.name', '"x-a" occurs more than once'],
    ]);
    const many = Array.from({ length: 21 }, (_, index) => ({ name: `X-${index}`, value: '1' }));
    await expectIssues(gogreen, await withWebhook(gogreen, { headers: many }), [
      ['provider.webhook.headers', 'at most 20'],
    ]);
  });
});

describe('a signing secret is rejected', () => {
  it.for([
    '',
    'password',
    'whsec_',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `WHSEC_${Buffer.alloc(32).toString('base64')}`,
    `whsec_${Buffer.alloc(32, 255).toString('base64url')}`,
  ])('%j', async (signingSecret, { gogreen }) => {
    await expectIssues(gogreen, await withWebhook(gogreen, { signingSecret }), [
      ['provider.webhook.signingSecret', 'base64 of 24 to 64 bytes'],
    ]);
  });
});

describe('an integration is rejected', () => {
  it.for([
    ['', 'must not be empty'],
    ['   ', 'must not be empty'],
    ['x'.repeat(201), 'at most 200 characters'],
    ['a\u0000b', 'U+0000'],
  ] as const)('with the name %j', async ([name, message], { gogreen }) => {
    await expectIssues(gogreen, await withInput(gogreen, { name }), [['name', message]]);
  });

  it('with an environment that the project does not have: the error has its key', async ({ gogreen }) => {
    expect(await withInput(gogreen, { environmentKeys: ['production', 'staging'] })).toMatchObject({
      __typename: 'NotFoundError',
      message: expect.stringContaining('no environment with the key "staging"'),
    });
    expect(await readIntegrations(gogreen, projectKey)).toEqual([]);
  });

  it('with several invalid fields: the error has an issue for each', async ({ gogreen }) => {
    const result = await tryCreateIntegration(gogreen, {
      projectKey,
      name: '',
      provider: { webhook: { url: 'x', signingSecret: 'y', headers: [{ name: 'Host', value: 'z' }] } },
    });
    await expectIssues(gogreen, result, [
      ['name', 'empty'],
      ['provider.webhook.url', 'must be a URL'],
      ['provider.webhook.headers.0.name', 'set by GoGreen'],
      ['provider.webhook.signingSecret', 'base64'],
    ]);
  });

  it.for([
    ['an event type that does not exist', { eventTypes: ['FLAG_BURNED'] }, 'FLAG_BURNED'],
    ['no provider', { provider: {} }, 'IntegrationProviderInput'],
    ['a provider that is null', { provider: { webhook: null } }, 'webhook'],
    ['two providers', { provider: { webhook: { url }, slack: { webhookUrl: url } } }, 'Exactly one key'],
    ['a URL of the wrong type', { provider: { webhook: { url: 7 } } }, 'url'],
    ['a format that does not exist', { provider: { webhook: { url, payloadFormat: 'XML' } } }, 'XML'],
  ] as const)('by GraphQL itself for %s', async ([_what, input, message], { gogreen }) => {
    const { data, errors } = await gogreen.send(
      'mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) { __typename } }',
      { input: { projectKey, name: 'A', provider: { webhook: { url } }, ...input } },
    );
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).toContain(message);
  });
});

describe('a change of an integration', () => {
  it('with invalid fields: updateIntegration reports the same issues at the same paths as createIntegration', async ({
    gogreen,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url });
    const result = await updateIntegration(gogreen, {
      integrationId,
      name: ' ',
      provider: { webhook: { url: 'ftp://example.com', headers: [{ name: 'Webhook-Id', value: 'a\nb' }] } },
    });
    expect(result).toMatchObject({
      issues: [
        { path: 'name' },
        { path: 'provider.webhook.url' },
        { path: 'provider.webhook.headers.0.value' },
        { path: 'provider.webhook.headers.0.name' },
      ],
    });
  });
});
