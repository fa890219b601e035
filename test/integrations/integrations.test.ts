import { describe, expect } from 'vitest';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import { readIntegrations, tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';

const it = testWithReceiver();
let projectKey: string;

it.beforeEach(async ({ gogreen }) => {
  projectKey = (await createProject(gogreen)).key;
});

/** The headers of the webhook that the next event causes. */
async function nextHeaders({ gogreen, receiver }: WithReceiver) {
  await createFlag(gogreen, { projectKey });
  await receiver.waitFor(1);
  return receiver.requests.splice(0)[0]?.headers;
}

describe('a new webhook', () => {
  it('by default: gets all events in the GOGREEN format and is healthy', async ({ gogreen, receiver }) => {
    await createWebhook(gogreen, { projectKey, name: 'Plain', url: receiver.url });
    await createWebhook(gogreen, {
      projectKey,
      name: 'Prêt 🚀',
      url: `${receiver.url}/b`,
      payloadFormat: 'TGGL',
      eventTypes: ['FLAG_UPDATED', 'FLAG_DELETED'],
      environmentKeys: ['production'],
      enabled: false,
      headers: [{ name: 'X-One', value: '1' }],
    });
    expect(await readIntegrations(gogreen, projectKey)).toEqual([
      {
        id: expect.stringMatching(/^intg_/),
        name: 'Plain',
        provider: 'WEBHOOK',
        enabled: true,
        eventTypes: [],
        environments: [],
        health: { status: 'HEALTHY' },
        url: receiver.url,
        payloadFormat: 'GOGREEN',
        headerNames: [],
      },
      {
        id: expect.stringMatching(/^intg_/),
        name: 'Prêt 🚀',
        provider: 'WEBHOOK',
        enabled: false,
        eventTypes: ['FLAG_UPDATED', 'FLAG_DELETED'],
        environments: [{ key: 'production' }],
        health: { status: 'DISABLED' },
        url: `${receiver.url}/b`,
        payloadFormat: 'TGGL',
        headerNames: ['X-One'],
      },
    ]);
  });

  it('gets its own random signing secret of 32 bytes', async ({ gogreen, receiver }) => {
    const first = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const second = await createWebhook(gogreen, { projectKey, url: receiver.url });
    for (const { signingSecret } of [first, second]) {
      expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    }
    expect(first.signingSecret).not.toBe(second.signingSecret);
  });

  it('with an unknown project: is not found', async ({ gogreen, receiver }) => {
    const provider = { webhook: { url: receiver.url } };
    expect(await tryCreateIntegration(gogreen, { projectKey: 'nowhere', name: 'A', provider })).toMatchObject(
      {
        __typename: 'NotFoundError',
        message: expect.stringContaining('"nowhere"'),
      },
    );
  });
});

describe('headers of a webhook that a user adds', () => {
  it('arrive together with the headers of GoGreen', async ({ gogreen, receiver }) => {
    const headers = [
      { name: 'Authorization', value: 'Bearer abc' },
      { name: 'x-team', value: 'checkout' },
      { name: 'constructor', value: 'odd' },
      { name: 'X-Empty', value: '' },
    ];
    await createWebhook(gogreen, { projectKey, url: receiver.url, headers });
    expect(await nextHeaders({ gogreen, receiver })).toMatchObject({
      authorization: 'Bearer abc',
      'x-team': 'checkout',
      constructor: 'odd',
      'x-empty': '',
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^dlv_/),
    });
  });

  it('in an update: a value that is left out stays, a new one replaces it, a header that is not in the list is removed', async ({
    gogreen,
    receiver,
  }) => {
    const headers = [
      { name: 'Authorization', value: 'Bearer abc' },
      { name: 'X-Two', value: 'two' },
      { name: 'X-Three', value: 'three' },
    ];
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url, headers });
    const changed = await updateIntegration(gogreen, {
      integrationId,
      provider: { webhook: { headers: [{ name: 'authorization' }, { name: 'X-Two', value: 'new' }] } },
    });
    expect(succeeded(changed).integration).toMatchObject({ headerNames: ['authorization', 'X-Two'] });
    const sent = await nextHeaders({ gogreen, receiver });
    expect(sent).toMatchObject({ authorization: 'Bearer abc', 'x-two': 'new' });
    expect(sent).not.toHaveProperty('x-three');
  });

  it('in an update without headers: stay unchanged', async ({ gogreen, receiver }) => {
    const headers = [{ name: 'Authorization', value: 'Bearer abc' }];
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url, headers });
    await updateIntegration(gogreen, {
      integrationId,
      provider: { webhook: { url: `${receiver.url}/other` } },
    });
    expect(await nextHeaders({ gogreen, receiver })).toMatchObject({ authorization: 'Bearer abc' });
  });

  it('in an update, a new one without a value: is rejected', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const result = await updateIntegration(gogreen, {
      integrationId,
      provider: { webhook: { headers: [{ name: 'X-A', value: 'a' }, { name: 'constructor' }] } },
    });
    expect(result).toMatchObject({
      issues: [
        {
          path: 'provider.webhook.headers.1.value',
          message: 'must be set: the webhook has no header "constructor" yet',
        },
      ],
    });
  });
});

describe('updateIntegration', () => {
  it('changes the given fields; fields that are null or left out keep their values', async ({
    gogreen,
    receiver,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, {
      projectKey,
      url: receiver.url,
      eventTypes: ['FLAG_CREATED'],
      environmentKeys: ['production'],
    });
    const before = (await readIntegrations(gogreen, projectKey))[0];
    await updateIntegration(gogreen, {
      integrationId,
      name: null,
      enabled: null,
      eventTypes: null,
      provider: null,
    });
    expect((await readIntegrations(gogreen, projectKey))[0]).toEqual(before);
    await updateIntegration(gogreen, {
      integrationId,
      name: 'Renamed',
      enabled: false,
      eventTypes: [],
      environmentKeys: ['development', 'production'],
      provider: { webhook: { payloadFormat: 'CLOUDEVENTS' } },
    });
    expect((await readIntegrations(gogreen, projectKey))[0]).toEqual({
      ...before,
      name: 'Renamed',
      enabled: false,
      eventTypes: [],
      environments: [{ key: 'development' }, { key: 'production' }],
      health: { status: 'DISABLED' },
      payloadFormat: 'CLOUDEVENTS',
    });
  });

  it('with one invalid field: changes nothing', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const before = await readIntegrations(gogreen, projectKey);
    const result = await updateIntegration(gogreen, {
      integrationId,
      name: 'New',
      environmentKeys: ['nowhere'],
    });
    expect(result).toMatchObject({ __typename: 'NotFoundError' });
    const blocked = { webhook: { url: 'http://169.254.169.254/latest' } };
    expect(await updateIntegration(gogreen, { integrationId, name: 'New', provider: blocked })).toMatchObject(
      {
        issues: [{ path: 'provider.webhook.url' }],
      },
    );
    expect(await readIntegrations(gogreen, projectKey)).toEqual(before);
  });
});
