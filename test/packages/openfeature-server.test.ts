/** The provider for servers, with the SDK of OpenFeature as it is. */

import {
  type Client,
  ErrorCode,
  type EventDetails,
  OpenFeature,
  ProviderEvents,
  ProviderFatalError,
  ProviderStatus,
} from '@openfeature/server-sdk';
import type { FlagRules } from 'gogreen-engine';
import { GoGreenProvider, type GoGreenProviderOptions } from 'gogreen-openfeature-server';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { everyRow } from '#test/support/every-row.ts';
import { type FakeGoGreen, flag, flagOf, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';

let domains = 0;

interface Watched {
  client: Client;
  /** Names of events, and of flags that changed, in their order. */
  events: string[];
  details: EventDetails[];
}

/** A client of OpenFeature whose provider reads from the fake, before it is ready. */
function createClient(fake: FakeGoGreen, more: Partial<GoGreenProviderOptions> = {}) {
  const provider = new GoGreenProvider({ url: fake.url, key: 'gogreen_sk_1', timing: quickTiming, ...more });
  const domain = `server-${++domains}`;
  const client = OpenFeature.getClient(domain);
  const watched: Watched = { client, events: [], details: [] };
  for (const event of Object.values(ProviderEvents)) {
    client.addHandler(event, (details) => {
      const { flagsChanged } = (details ?? {}) as { flagsChanged?: string[] };
      watched.events.push([event.replace('PROVIDER_', ''), ...(flagsChanged ?? [])].join(' '));
      if (details) watched.details.push(details);
    });
  }
  // Handlers of a provider that is ready run at once, and here that is the SDK's own one.
  watched.events.length = 0;
  onTestFinished(() => provider.onClose());
  return { ...watched, domain, provider, ready: OpenFeature.setProviderAndWait(domain, provider) };
}

async function openClient(fake: FakeGoGreen, more?: Partial<GoGreenProviderOptions>) {
  const created = createClient(fake, more);
  await created.ready;
  // The first flags are there before the stream.
  if (fake.troubles.size === 0) await eventually(() => expect(fake.streams).toBe(1));
  return created;
}

test('initialized: READY once, from the SDK itself', async () => {
  const fake = await startFakeGoGreen();
  const { client, events } = await openClient(fake);
  expect([client.providerStatus, client.metadata.providerMetadata.name]).toEqual([
    ProviderStatus.READY,
    'GoGreen',
  ]);
  fake.change({ f: flag('no') });
  await eventually(() => expect(events).toEqual(['READY', 'CONFIGURATION_CHANGED f']));
});

test('the four resolvers: value, variant, reason and metadata', async () => {
  const object = { title: 'Hi', sizes: [1, 2], more: null };
  const fake = await startFakeGoGreen({
    b: flag('yes'),
    s: flagOf('STRING', ''),
    n: flagOf('NUMBER', 0.1),
    o: flagOf('JSON', object),
    l: flagOf('JSON', [1, 'two']),
    z: flagOf('JSON', null),
  });
  const { client } = await openClient(fake);
  const found = { variant: 'a', reason: 'STATIC', flagMetadata: {} };
  expect(await client.getBooleanDetails('b', false)).toMatchObject({ ...found, variant: 'yes', value: true });
  expect(await client.getStringDetails('s', 'x')).toMatchObject({ ...found, value: '' });
  expect(await client.getNumberDetails('n', 1)).toMatchObject({ ...found, value: 0.1 });
  expect(await client.getObjectDetails('o', {})).toMatchObject({ ...found, value: object });
  expect(await client.getObjectDetails('l', [])).toMatchObject({ ...found, value: [1, 'two'] });
  expect(await client.getObjectDetails('z', {})).toMatchObject({ ...found, value: null });
});

test('reasons: those of OpenFeature, with metadata that tells what they leave out', async () => {
  const rollout = {
    rollout: {
      bucketBy: 'targetingKey',
      weights: [
        { variation: 'yes', weight: 50 },
        { variation: 'no', weight: 50 },
      ],
    },
  };
  const rule = (serve: FlagRules['fallthrough']) => [
    { id: 'r', clauses: [{ attribute: 'plan', operator: 'EQUALS', values: ['pro'] }], serve },
  ];
  const fake = await startFakeGoGreen({
    rule: flag('no', { rules: rule({ variation: 'yes' }) }),
    ruleSplit: flag('no', { rules: rule(rollout) }),
    split: flag('no', { fallthrough: rollout }),
    none: flag('no'),
    off: flag('yes', { on: false }),
    archived: flag('yes', { archived: true }),
  });
  const { client } = await openClient(fake);
  const pro = { targetingKey: 'ann', plan: 'pro' };
  const other = { targetingKey: 'ann', plan: 'free' };
  await everyRow(
    [
      ['rule', pro, 'TARGETING_MATCH', {}],
      ['ruleSplit', pro, 'SPLIT', {}],
      ['ruleSplit', { plan: 'pro' }, 'DEFAULT', { bucketBy: 'targetingKey' }],
      ['split', other, 'SPLIT', {}],
      ['split', {}, 'DEFAULT', { bucketBy: 'targetingKey' }],
      ['none', pro, 'STATIC', {}],
      ['rule', other, 'DEFAULT', { fallthrough: true }],
      ['off', pro, 'DISABLED', { off: true }],
      ['archived', pro, 'DISABLED', { archived: true }],
    ] as const,
    async ([key, context, reason, flagMetadata]) => {
      const details = await client.getBooleanDetails(key, true, context);
      expect(details).toMatchObject({ reason, flagMetadata, variant: expect.any(String) });
    },
  );
  // Off has a value, which is served.
  expect(await client.getBooleanValue('off', true)).toBe(false);
});

test('errors: the default of the code, with the code of OpenFeature', async () => {
  const fake = await startFakeGoGreen({
    b: flag('yes'),
    n: flagOf('NUMBER', 1),
    broken: flag('no', {
      rules: [
        {
          id: 'r',
          clauses: [{ attribute: 'a', operator: 'OF_LATER', values: [1] }],
          serve: { variation: 'yes' },
        },
      ],
    }),
    big: flagOf('NUMBER', 2 ** 53),
    negative: flagOf('NUMBER', -(2 ** 53)),
    exact: flagOf('NUMBER', Number.MAX_SAFE_INTEGER),
  });
  const { client } = await openClient(fake);
  const failed = (errorCode: ErrorCode) => ({ errorCode, reason: 'ERROR', errorMessage: expect.any(String) });
  expect(await client.getBooleanDetails('x', true)).toMatchObject({
    ...failed(ErrorCode.FLAG_NOT_FOUND),
    value: true,
  });
  expect(await client.getBooleanDetails('constructor', true)).toMatchObject(failed(ErrorCode.FLAG_NOT_FOUND));
  expect(await client.getStringDetails('b', 'd')).toMatchObject({
    ...failed(ErrorCode.TYPE_MISMATCH),
    value: 'd',
  });
  expect(await client.getNumberDetails('b', 7)).toMatchObject({
    ...failed(ErrorCode.TYPE_MISMATCH),
    value: 7,
  });
  expect(await client.getBooleanDetails('n', true)).toMatchObject(failed(ErrorCode.TYPE_MISMATCH));
  expect(await client.getObjectDetails('n', { a: 1 })).toMatchObject(failed(ErrorCode.TYPE_MISMATCH));
  expect(await client.getBooleanDetails('broken', true)).toMatchObject(failed(ErrorCode.PARSE_ERROR));
  expect(await client.getNumberDetails('big', 1)).toMatchObject({
    ...failed(ErrorCode.TYPE_MISMATCH),
    value: 1,
  });
  expect(await client.getNumberDetails('negative', 1)).toMatchObject(failed(ErrorCode.TYPE_MISMATCH));
  expect(await client.getNumberValue('exact', 1)).toBe(Number.MAX_SAFE_INTEGER);
  expect(await client.getBooleanValue('b', false)).toBe(true);
});

test('contexts: dates are compared as dates, lists and objects arrive, and what contains itself is INVALID_CONTEXT', async () => {
  const served = (operator: string, values: (string | number)[]) =>
    flag('no', {
      rules: [{ id: 'r', clauses: [{ attribute: 'a', operator, values }], serve: { variation: 'yes' } }],
    });
  const fake = await startFakeGoGreen({
    before: served('DATE_BEFORE', ['2030-01-01T00:00:00Z']),
    any: served('CONTAINS_ANY', ['x']),
    regex: served('MATCHES_REGEX', ['^a+$']),
  });
  const { client } = await openClient(fake);
  expect(await client.getBooleanValue('before', false, { a: new Date('2029-01-01') })).toBe(true);
  expect(await client.getBooleanValue('before', false, { a: new Date('2031-01-01') })).toBe(false);
  expect(await client.getBooleanValue('before', false, { a: new Date(Number.NaN) })).toBe(false);
  expect(await client.getBooleanValue('any', false, { a: ['y', 'x'] })).toBe(true);
  expect(await client.getBooleanValue('regex', false, { a: 'aaa' })).toBe(true);
  const loop: { [key: string]: string | object } = {};
  loop['self'] = loop;
  expect(await client.getBooleanDetails('any', false, { a: loop as never })).toMatchObject({
    errorCode: ErrorCode.INVALID_CONTEXT,
    value: false,
  });
});

test('a lost stream: STALE at once, then READY and CONFIGURATION_CHANGED with what changed meanwhile', async () => {
  const fake = await startFakeGoGreen();
  const { client, events } = await openClient(fake);
  fake.troubles.set('*', { status: 503 });
  fake.change({ f: flag('no') }, { unseen: true });
  fake.cut();
  await eventually(() => expect(client.providerStatus).toBe(ProviderStatus.STALE));
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STATIC' });
  fake.troubles.clear();
  await eventually(() => expect(events).toEqual(['READY', 'STALE', 'READY', 'CONFIGURATION_CHANGED f']));
  expect(await client.getBooleanValue('f', true)).toBe(false);
  expect(client.providerStatus).toBe(ProviderStatus.READY);
});

test('a stream that stays lost: ERROR, and flags answer as before with the reason STALE', async () => {
  const fake = await startFakeGoGreen();
  const { client, events, details } = await openClient(fake, {
    timing: { ...quickTiming, errorAfterMs: 80 },
  });
  fake.troubles.set('*', { status: 503 });
  fake.cut();
  await eventually(() => expect(events).toEqual(['READY', 'STALE', 'ERROR']));
  expect(details.at(-1)?.message).toContain('This is the trouble 503.');
  expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STALE' });
  fake.troubles.clear();
  await eventually(() => expect(events.at(-1)).toBe('READY'));
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STATIC' });
});

test('a bad key: initialization fails with PROVIDER_FATAL, and nothing is evaluated', async () => {
  const fake = await startFakeGoGreen();
  fake.troubles.set('*', { status: 401 });
  const { client, ready, events } = createClient(fake);
  await expect(ready).rejects.toThrow(ProviderFatalError);
  expect([client.providerStatus, events]).toEqual([ProviderStatus.FATAL, ['ERROR']]);
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ errorCode: ErrorCode.PROVIDER_FATAL });
});

test('a key that is revoked later: ERROR, and flags answer as before', async () => {
  const fake = await startFakeGoGreen();
  const { client, events } = await openClient(fake);
  fake.troubles.set('*', { status: 401 });
  fake.cut();
  await eventually(() => expect(events).toEqual(['READY', 'STALE', 'ERROR']));
  expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STALE' });
});

test('GoGreen is away at the start: ERROR after the time to wait, and READY when the flags are there', async () => {
  const fake = await startFakeGoGreen();
  fake.troubles.set('*', { status: 503 });
  const { client, ready, events } = createClient(fake, { readyTimeoutMs: 60 });
  expect(await client.getBooleanDetails('f', false)).toMatchObject({
    errorCode: ErrorCode.PROVIDER_NOT_READY,
  });
  await expect(ready).rejects.toThrow(
    'No flags within 60 ms: GoGreen answered 503: This is the trouble 503.',
  );
  expect([client.providerStatus, events]).toEqual([ProviderStatus.ERROR, ['ERROR']]);
  expect(await client.getBooleanDetails('f', false)).toMatchObject({
    errorCode: ErrorCode.PROVIDER_NOT_READY,
  });
  fake.troubles.clear();
  await eventually(() => expect(events).toEqual(['ERROR', 'READY', 'CONFIGURATION_CHANGED f']));
  expect(await client.getBooleanValue('f', false)).toBe(true);
});

test('a copy and GoGreen away: READY with the reason CACHED, then STALE, then READY once', async () => {
  const fake = await startFakeGoGreen();
  let copy: string | null = null;
  const store = {
    load: () => copy,
    save: (text: string) => {
      copy = text;
    },
  };
  const first = await openClient(fake, { store });
  await first.provider.onClose();
  fake.troubles.set('*', { status: 503 });
  const { client, events } = await openClient(fake, { store });
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'CACHED' });
  await eventually(() => expect(events).toEqual(['READY', 'STALE']));
  fake.troubles.clear();
  await eventually(() => expect(events).toEqual(['READY', 'STALE', 'READY']));
  expect(await client.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'STATIC' });
});

test('a copy that is current: READY once', async () => {
  const fake = await startFakeGoGreen();
  let copy: string | null = null;
  const store = {
    load: () => copy,
    save: (text: string) => {
      copy = text;
    },
  };
  const first = await openClient(fake, { store });
  await first.provider.onClose();
  const { client, events } = await openClient(fake, { store });
  await eventually(async () =>
    expect(await client.getBooleanDetails('f', false)).toMatchObject({ reason: 'STATIC' }),
  );
  expect(events).toEqual(['READY']);
});

test('track: sent with the targeting key of the merged context and the value', async () => {
  const fake = await startFakeGoGreen();
  const { client, provider } = await openClient(fake);
  client.setContext({ targetingKey: 'ann' });
  client.track('bought', {}, { value: 9.5, currency: 'EUR' });
  client.track('seen', { targetingKey: 'bob' });
  client.track('seen', { targetingKey: '' });
  await provider.onClose();
  expect(fake.batches).toMatchObject([
    {
      events: [
        { name: 'bought', unit: 'ann', value: 9.5 },
        { name: 'seen', unit: 'bob' },
      ],
    },
  ]);
});

test('replaced by another provider: the stream of the first one ends', async () => {
  const fake = await startFakeGoGreen();
  const { domain } = await openClient(fake);
  expect(fake.streams).toBe(1);
  await OpenFeature.setProviderAndWait(
    domain,
    new GoGreenProvider({ url: fake.url, key: 'gogreen_sk_2', timing: quickTiming }),
  );
  onTestFinished(() => OpenFeature.clearProviders());
  await eventually(() => expect(fake.streams).toBe(1));
  expect(fake.requests.filter(({ path }) => path === '/sdk/v1/stream')).toHaveLength(2);
});

test('options that cannot be right: refused when the provider is made, with a sentence', () => {
  const make = (url: string, key: string) => () => new GoGreenProvider({ url, key });
  expect(make('gogreen.example.com', 'k')).toThrow('url must be the address of GoGreen');
  expect(make('ftp://gogreen.example.com', 'k')).toThrow('url must be the address of GoGreen');
  expect(make('https://gogreen.example.com', '')).toThrow('key must be a server key');
  expect(make('https://gogreen.example.com', 'a b')).toThrow('key must be a server key');
});
