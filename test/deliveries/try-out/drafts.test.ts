/** previewIntegration, testIntegrationDraft and checkIntegration of what is not saved: drafts, and saved integrations with changes. */

import { describe, expect } from 'vitest';
import type { IntegrationDraftInput } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { headerOf } from '#test/support/deliveries.ts';
import {
  checkIntegration,
  previewIntegration,
  testDraft,
  testIntegration,
  tryCreateIntegration,
} from '#test/support/integrations.ts';

const test = testWithReceiver({ worker: false });
let projectKey: string;

test.beforeEach(async ({ gogreen, receiver }) => {
  receiver.answer({ status: 200, body: 'thanks' });
  projectKey = (await createProject(gogreen)).key;
});

const draftOf = (provider: IntegrationDraftInput['provider']) => ({ draft: { projectKey, provider } });

/** The secret is sent only to the receiver, and is never answered. */
const SECRET = 'canary-0123456789';

async function createDatadog(gogreen: TestApp, apiUrl: string): Promise<string> {
  const provider = { datadog: { apiKey: SECRET, apiUrl, tags: ['team:web'] } };
  const { integration } = succeeded(
    await tryCreateIntegration(gogreen, { projectKey, name: 'Datadog', provider }),
  );
  return integration.id;
}

describe('a draft of a new integration', () => {
  test('is previewed for the newest event that matches it, and nothing is sent or stored', async ({
    gogreen,
    receiver,
  }) => {
    const { event } = await createFlag(gogreen, { projectKey });
    await createFlag(gogreen, { projectKey });
    const before = await fingerprint(gogreen);
    const provider = { slack: { botToken: 'xoxb-1', channels: ['#a', '#b'], apiUrl: receiver.url } };
    const draft = { projectKey, provider, eventTypes: ['FLAG_CREATED' as const] };
    const preview = succeeded(await previewIntegration(gogreen, { draft, eventId: event?.id ?? '' }));
    expect(preview).toMatchObject({ event: { id: event?.id, sequence: 1, test: false }, refusal: null });
    expect(preview.previews.map(({ target }) => target)).toEqual(['#a', '#b']);
    expect(preview.previews.map(({ request }) => request)).toMatchObject(
      preview.requests.map(({ url, body }) => ({ url, body })),
    );
    const [first] = preview.previews;
    expect(first?.bodyBytes).toBe(Buffer.byteLength(first?.request.body ?? ''));
    const newest = succeeded(await previewIntegration(gogreen, { draft }));
    expect(newest.event).toMatchObject({ sequence: 2, type: 'FLAG_CREATED' });
    expect(receiver.requests).toEqual([]);
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('without an event that matches: is previewed with a sample in its environment', async ({
    gogreen,
  }) => {
    const draft = {
      projectKey,
      provider: { webhook: { url: 'http://127.0.0.1:9/' } },
      environmentKeys: ['production'],
    };
    const { event, previews } = succeeded(await previewIntegration(gogreen, { draft }));
    expect(event).toMatchObject({ sequence: 0, test: true, type: 'FLAG_UPDATED' });
    expect(JSON.parse(previews[0]?.request.body ?? '')).toMatchObject({
      test: true,
      environment_key: 'production',
    });
  });

  test('is tested: each target has a result with request and response, and nothing is stored', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer(({ body }) => {
      const found = JSON.parse(body.toString()).channel !== '#gone';
      return { body: JSON.stringify(found ? { ok: true } : { ok: false, error: 'channel_not_found' }) };
    });
    const before = await fingerprint(gogreen);
    const slack = { botToken: `xoxb-${SECRET}`, channels: ['#here', '#gone'], apiUrl: receiver.url };
    const tested = succeeded(await testDraft(gogreen, draftOf({ slack })));
    expect(tested).toMatchObject({
      results: [
        { target: '#here', deliveryId: null, error: null, response: { status: 200, body: '{"ok":true}' } },
        { target: '#gone', deliveryId: null, error: { class: 'HTTP' } },
      ],
    });
    const [here] = tested.results;
    expect(here?.request.body).toBe(receiver.requests[0]?.body.toString());
    expect(here && headerOf(here.request, 'authorization')).toMatch(/^••••\w{4}$|^Bearer ••••/);
    expect(here?.exchanges).toHaveLength(1);
    expect(JSON.stringify(tested)).not.toContain(SECRET);
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('of a provider that takes several requests: is tested, and its secret is not shown', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer({
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sent: SECRET }),
    });
    const jira = { siteUrl: receiver.url, email: 'ada@example.com', apiToken: SECRET };
    const tested = succeeded(await testDraft(gogreen, draftOf({ jira })));
    expect(tested.results).toMatchObject([
      { target: '', error: { class: 'HTTP' }, response: { status: 401 }, exchanges: [{}] },
    ]);
    expect(receiver.requests.length).toBeGreaterThan(0);
    expect(JSON.stringify(tested)).not.toContain(SECRET);
  });

  test('whose receiver cannot be reached: the result says so', async ({ gogreen }) => {
    const tested = await testDraft(gogreen, draftOf({ webhook: { url: 'http://127.0.0.1:9/' } }));
    expect(succeeded(tested).results).toMatchObject([{ error: { class: 'REFUSED' }, response: null }]);
  });

  test('is checked', async ({ gogreen, receiver }) => {
    receiver.answer({ body: '{"valid":true}', headers: { 'content-type': 'application/json' } });
    const datadog = { apiKey: SECRET, apiUrl: receiver.url };
    expect(await checkIntegration(gogreen, draftOf({ datadog }))).toMatchObject({
      ok: true,
      response: { status: 200 },
    });
    expect(receiver.requests[0]?.headers['dd-api-key']).toBe(SECRET);
  });

  test('with a signing secret: is signed with it', async ({ gogreen, receiver }) => {
    const webhook = { url: receiver.url, signingSecret: `whsec_${'A'.repeat(32)}` };
    await testDraft(gogreen, draftOf({ webhook }));
    expect(receiver.requests[0]?.headers['webhook-signature']).toMatch(/^v1,/);
  });
});

describe('a draft that could not be saved: is refused with the path of each field', () => {
  test.for<[string, IntegrationDraftInput, string[]]>([
    ['without a provider', {}, ['draft.provider']],
    ['without what is required', { provider: { webhook: {} } }, ['draft.provider.webhook.url']],
    [
      'with an empty name',
      { name: ' ', provider: { webhook: { url: 'http://127.0.0.1:9/' } } },
      ['draft.name'],
    ],
    [
      'with invalid settings',
      { provider: { datadog: { site: 'nowhere', apiKey: 'key' } } },
      ['draft.provider.datadog.site'],
    ],
    [
      'with either of two',
      { provider: { slack: { botToken: 'xoxb-1', webhookUrl: 'http://127.0.0.1:9/services/T/B/x' } } },
      ['draft.provider.slack.botToken'],
    ],
    [
      'with an address that may not be called',
      { provider: { webhook: { url: 'http://192.168.0.1/' } } },
      ['draft.provider.webhook.url'],
    ],
  ])('%s', async ([, draft, paths], { gogreen }) => {
    for (const ask of [previewIntegration, testDraft]) {
      const answer = await ask(gogreen, { draft: { ...draft, projectKey } });
      expect(answer).toMatchObject({ __typename: 'InvalidInputError' });
      expect('issues' in answer && answer.issues.map(({ path }) => path)).toEqual(paths);
    }
  });

  test('an unknown environment, or no project', async ({ gogreen }) => {
    const provider = { webhook: { url: 'http://127.0.0.1:9/' } };
    expect(
      await previewIntegration(gogreen, { draft: { projectKey, provider, environmentKeys: ['nowhere'] } }),
    ).toMatchObject({ __typename: 'NotFoundError' });
    expect(await previewIntegration(gogreen, { draft: { projectKey: 'nowhere', provider } })).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await previewIntegration(gogreen, { draft: { provider } })).toMatchObject({
      issues: [{ path: 'draft.projectKey' }],
    });
    expect(await previewIntegration(gogreen, {})).toMatchObject({ issues: [{ path: 'integrationId' }] });
  });
});

describe('a saved integration with changes that are not saved', () => {
  test('is tested with its stored secret and the changed settings', async ({ gogreen, receiver }) => {
    const integrationId = await createDatadog(gogreen, receiver.url);
    const before = await fingerprint(gogreen);
    const draft = { provider: { datadog: { tags: ['team:changed'] } } };
    succeeded(await testDraft(gogreen, { integrationId, draft }));
    const [request] = receiver.requests;
    expect(request?.headers['dd-api-key']).toBe(SECRET);
    expect(request?.body.toString()).toContain('team:changed');
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('sends its stored secret to no other server', async ({ gogreen, receiver }) => {
    const integrationId = await createDatadog(gogreen, receiver.url);
    const { port } = new URL(receiver.url);
    const draft = { provider: { datadog: { apiUrl: `http://localhost:${port}` } } };
    const refused = { issues: [{ path: 'draft.provider.datadog.apiKey' }] };
    expect(await testDraft(gogreen, { integrationId, draft })).toMatchObject(refused);
    expect(await previewIntegration(gogreen, { integrationId, draft })).toMatchObject(refused);
    expect(await checkIntegration(gogreen, { integrationId, draft })).toMatchObject(refused);
    expect(receiver.requests).toEqual([]);
  });

  test('with changes of another provider, or of what only a new one has: is refused', async ({
    gogreen,
    receiver,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const preview = (draft: IntegrationDraftInput) => previewIntegration(gogreen, { integrationId, draft });
    expect(await preview({ provider: { newRelic: { region: 'EU' } } })).toMatchObject({
      issues: [{ path: 'draft.provider.newRelic' }],
    });
    const signingSecret = `whsec_${'A'.repeat(32)}`;
    expect(await preview({ provider: { webhook: { signingSecret } } })).toMatchObject({
      issues: [{ path: 'draft.provider.webhook.signingSecret' }],
    });
    const other = (await createProject(gogreen)).key;
    expect(await preview({ projectKey: other })).toMatchObject({ issues: [{ path: 'draft.projectKey' }] });
  });

  test('with other event types only: is previewed for the newest of those', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    await createFlag(gogreen, { projectKey });
    const draft = { eventTypes: ['FLAG_DELETED' as const] };
    const { event } = succeeded(await previewIntegration(gogreen, { integrationId, draft }));
    expect(event).toMatchObject({ sequence: 0, test: true });
  });
});

describe('a test with an event of the log', () => {
  test('sends a copy that is marked as a test, with an id of its own', async ({ gogreen, receiver }) => {
    const { event, key } = await createFlag(gogreen, { projectKey });
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const { results, delivery } = succeeded(await testIntegration(gogreen, integrationId, event?.id));
    const body = JSON.parse(receiver.requests[0]?.body.toString() ?? '');
    expect(body).toMatchObject({ event: 'flag.created', flag_key: key, test: true, sequence: 0 });
    expect(body.id).not.toBe(event?.id);
    expect(delivery).toMatchObject({ status: 'DELIVERED', event: { sequence: 0, test: true } });
    expect(results).toMatchObject([
      {
        target: '',
        deliveryId: delivery?.id,
        error: null,
        request: { body: receiver.requests[0]?.body.toString() },
      },
    ]);
  });

  test('of another project: is not found', async ({ gogreen, receiver }) => {
    const other = (await createProject(gogreen)).key;
    const { event } = await createFlag(gogreen, { projectKey: other });
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    expect(await testIntegration(gogreen, integrationId, event?.id)).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(receiver.requests).toEqual([]);
  });
});
