/** The provider for pages, with the SDK of OpenFeature as it is. */

import {
  type Client,
  ErrorCode,
  OpenFeature,
  ProviderEvents,
  ProviderFatalError,
  ProviderStatus,
} from '@openfeature/web-sdk';
import { GoGreenWebProvider, type GoGreenWebProviderOptions } from 'gogreen-openfeature-web';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { type FakeGoGreen, flag, flagOf, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';

let domains = 0;

const silence = () => {};
// It logs the errors that these tests are about.
OpenFeature.setLogger({ error: silence, warn: silence, info: silence, debug: silence });

const forAnn = flag('no', {
  rules: [
    {
      id: 'r',
      clauses: [{ attribute: 'targetingKey', operator: 'EQUALS', values: ['ann'] }],
      serve: { variation: 'yes' },
    },
  ],
});

function createClient(
  fake: FakeGoGreen,
  context: Record<string, string> = {},
  { domain = `web-${++domains}`, ...more }: Partial<GoGreenWebProviderOptions> & { domain?: string } = {},
) {
  const provider = new GoGreenWebProvider({
    url: fake.url,
    key: 'gogreen_ck_1',
    timing: quickTiming,
    ...more,
  });
  const client: Client = OpenFeature.getClient(domain);
  const events: string[] = [];
  for (const event of Object.values(ProviderEvents)) {
    client.addHandler(event, (details) => {
      const { flagsChanged } = (details ?? {}) as { flagsChanged?: string[] };
      events.push([event.replace('PROVIDER_', ''), ...(flagsChanged ?? [])].join(' '));
    });
  }
  events.length = 0;
  onTestFinished(() => provider.onClose());
  const ready = OpenFeature.setProviderAndWait(domain, provider, context);
  return { client, events, provider, domain, ready };
}

async function openClient(...given: Parameters<typeof createClient>) {
  const created = createClient(...given);
  await created.ready;
  return created;
}

test('initialized: the values of the context, and READY once', async () => {
  const fake = await startFakeGoGreen({ f: forAnn, n: flagOf('NUMBER', 3), o: flagOf('JSON', { a: [1] }) });
  const { client, events } = await openClient(fake, { targetingKey: 'ann' });
  expect(client.getBooleanDetails('f', false)).toMatchObject({
    value: true,
    variant: 'yes',
    reason: 'TARGETING_MATCH',
    flagMetadata: {},
  });
  expect([client.getNumberValue('n', 0), client.getObjectValue('o', {})]).toEqual([3, { a: [1] }]);
  expect(client.getStringDetails('n', 'd')).toMatchObject({ errorCode: ErrorCode.TYPE_MISMATCH, value: 'd' });
  expect(client.getBooleanDetails('x', true)).toMatchObject({
    errorCode: ErrorCode.FLAG_NOT_FOUND,
    value: true,
  });
  expect(events).toEqual(['READY']);
  expect(fake.requests.map(({ path }) => path)).toEqual(['/sdk/v1/values']);
});

test('a change: CONFIGURATION_CHANGED with its flag, and the new value', async () => {
  const fake = await startFakeGoGreen();
  const { client, events } = await openClient(fake);
  fake.change({ f: flag('no') });
  await eventually(() => expect(events).toEqual(['READY', 'CONFIGURATION_CHANGED f']));
  expect(client.getBooleanValue('f', true)).toBe(false);
});

test('another context: RECONCILING with the old values until the new ones are there, then CONTEXT_CHANGED', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const { client, events, domain } = await openClient(fake, { targetingKey: 'ann' });
  fake.troubles.set('stream', { status: 'silence' });
  const changed = OpenFeature.setContext(domain, { targetingKey: 'bob' });
  await eventually(() => expect(fake.requests).toHaveLength(2));
  expect(client.providerStatus).toBe(ProviderStatus.RECONCILING);
  expect(client.getBooleanValue('f', false)).toBe(true);
  fake.troubles.clear();
  await changed;
  expect(client.getBooleanValue('f', true)).toBe(false);
  expect([client.providerStatus, events]).toEqual([
    ProviderStatus.READY,
    ['READY', 'RECONCILING', 'CONTEXT_CHANGED'],
  ]);
  expect(fake.requests.map(({ headers }) => headers['last-event-id'])).not.toContain('one.1');
});

test('several contexts at once: the last one counts, and CONTEXT_CHANGED comes once', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const { client, events, domain } = await openClient(fake, {});
  await Promise.all(
    ['bob', 'cara', 'ann'].map((targetingKey) => OpenFeature.setContext(domain, { targetingKey })),
  );
  expect(client.getBooleanValue('f', false)).toBe(true);
  expect(events.filter((event) => event === 'CONTEXT_CHANGED')).toHaveLength(1);
  await eventually(() => expect(fake.streams).toBe(1));
});

test('another context and back before its values are there: both changes are over at once, and no whole state is sent', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const { client, domain } = await openClient(fake, { targetingKey: 'ann' });
  fake.troubles.set('stream', { status: 'silence' });
  const toBob = OpenFeature.setContext(domain, { targetingKey: 'bob' });
  await eventually(() => expect(fake.requests).toHaveLength(2));
  fake.troubles.clear();
  await Promise.all([OpenFeature.setContext(domain, { targetingKey: 'ann' }), toBob]);
  expect([client.providerStatus, client.getBooleanDetails('f', false)]).toMatchObject([
    ProviderStatus.READY,
    { value: true, reason: 'TARGETING_MATCH' },
  ]);
  await eventually(() => expect(fake.requests.at(-1)?.headers['last-event-id']).toBe('one.1'));
});

test('the same context again: no request', async () => {
  const fake = await startFakeGoGreen();
  const { client, domain } = await openClient(fake, { targetingKey: 'ann' });
  await OpenFeature.setContext(domain, { targetingKey: 'ann' });
  expect([client.providerStatus, fake.requests.length]).toEqual([ProviderStatus.READY, 1]);
});

test('a context that arrives only after the time to wait: ERROR with old values and the reason STALE, then READY', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const { client, events, domain } = await openClient(fake, { targetingKey: 'ann' }, { readyTimeoutMs: 60 });
  fake.troubles.set('*', { status: 503 });
  await OpenFeature.setContext(domain, { targetingKey: 'bob' });
  expect([client.providerStatus, events]).toEqual([ProviderStatus.ERROR, ['READY', 'RECONCILING', 'ERROR']]);
  expect(client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STALE' });
  fake.troubles.clear();
  await eventually(() => expect(client.providerStatus).toBe(ProviderStatus.READY));
  expect(client.getBooleanDetails('f', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
  expect(events.slice(3)).toEqual(['READY', 'CONFIGURATION_CHANGED f']);
});

test('a context that the server rejects: ERROR with its words, and the next context works', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const { client, events, domain } = await openClient(fake, {});
  fake.troubles.set('*', {
    status: 400,
    body: '{"error":{"message":"context: must be at most 64 KiB as JSON"}}',
  });
  let message = '';
  client.addHandler(ProviderEvents.Error, (details) => {
    message = details?.message ?? '';
  });
  await OpenFeature.setContext(domain, { targetingKey: 'x'.repeat(100) });
  expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  await eventually(() => expect(message).toContain('must be at most 64 KiB as JSON'));
  expect(fake.requests).toHaveLength(2);
  fake.troubles.clear();
  await OpenFeature.setContext(domain, { targetingKey: 'ann' });
  expect([client.providerStatus, client.getBooleanValue('f', false)]).toEqual([ProviderStatus.READY, true]);
  expect(events.at(-1)).toBe('CONTEXT_CHANGED');
});

test('a lost stream: STALE, then READY and CONFIGURATION_CHANGED, which needs no whole state', async () => {
  const fake = await startFakeGoGreen();
  const { client, events } = await openClient(fake);
  fake.change({ f: flag('no') }, { unseen: true });
  fake.cut();
  await eventually(() => expect(events).toEqual(['READY', 'STALE', 'READY', 'CONFIGURATION_CHANGED f']));
  expect(client.getBooleanValue('f', true)).toBe(false);
  expect(fake.requests.at(-1)?.headers['last-event-id']).toBe('one.1');
});

test('a bad key: initialization fails with PROVIDER_FATAL', async () => {
  const fake = await startFakeGoGreen();
  fake.troubles.set('*', { status: 403 });
  const { client, ready } = createClient(fake);
  await expect(ready).rejects.toThrow(ProviderFatalError);
  expect(client.providerStatus).toBe(ProviderStatus.FATAL);
  expect(client.getBooleanDetails('f', false)).toMatchObject({ errorCode: ErrorCode.PROVIDER_FATAL });
});

test('a storage and GoGreen away: the values of the last visit with the reason CACHED, for the same context and domain', async () => {
  const fake = await startFakeGoGreen({ f: forAnn });
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  const ann = { targetingKey: 'ann' };
  const first = await openClient(fake, ann, { storage, domain: 'visited' });
  await first.provider.onClose();
  fake.troubles.set('*', { status: 503 });
  const again = await openClient(fake, ann, { storage, domain: 'visited' });
  expect(again.client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'CACHED' });
  await eventually(() => expect(again.events).toEqual(['READY', 'STALE']));
  const bob = createClient(fake, { targetingKey: 'bob' }, { storage, domain: 'visited', readyTimeoutMs: 30 });
  await expect(bob.ready).rejects.toThrow('No flags within 30 ms');
  const elsewhere = createClient(fake, ann, { storage, readyTimeoutMs: 30 });
  await expect(elsewhere.ready).rejects.toThrow('No flags within 30 ms');
});

test('a provider with a storage: OpenFeature refuses to use it for two domains', async () => {
  const fake = await startFakeGoGreen();
  const storage = { getItem: () => null, setItem: () => {} };
  const { provider } = await openClient(fake, {}, { storage });
  expect(() => OpenFeature.setProvider('another', provider)).toThrow();
  expect(new GoGreenWebProvider({ url: fake.url, key: 'k' }).domainScoped).toBe(false);
});

test('track: sent with the targeting key of the context', async () => {
  const fake = await startFakeGoGreen();
  const { client, provider } = await openClient(fake, { targetingKey: 'ann' });
  client.track('bought', { value: 3 });
  client.getBooleanValue('f', false);
  await provider.onClose();
  expect(fake.batches).toMatchObject([
    { flags: { f: { yes: 1 } }, events: [{ name: 'bought', unit: 'ann', value: 3 }] },
  ]);
});

test('closed and set again: it works as at first', async () => {
  const fake = await startFakeGoGreen();
  const { provider, domain, client } = await openClient(fake);
  await OpenFeature.setProviderAndWait(
    domain,
    new GoGreenWebProvider({ url: fake.url, key: 'gogreen_ck_2' }),
  );
  await eventually(() => expect(fake.streams).toBe(1));
  await OpenFeature.setProviderAndWait(domain, provider);
  expect([client.providerStatus, client.getBooleanValue('f', false)]).toEqual([ProviderStatus.READY, true]);
  await eventually(() => expect(fake.streams).toBe(1));
});
