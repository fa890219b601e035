/**
 * The official providers for JavaScript, as they are on the registry, against GoGreen as people run it: a process that is
 * killed and started again, and streams that are cut.
 */

import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { type Client as ServerClient, OpenFeature as ServerOpenFeature } from '@openfeature/server-sdk';
import {
  type EvaluationContext,
  OpenFeature,
  type Provider,
  ProviderEvents,
  ProviderStatus,
} from '@openfeature/web-sdk';
import { EventSource } from 'undici';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { createOfrepShop, type OfrepShop, switchFlag } from '#test/support/ofrep.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { runAt } from '#test/support/run-at.ts';

let database: TestDatabase;
let gogreen: GogreenProcess;
let url: string;
let shop: OfrepShop;

async function start(): Promise<void> {
  gogreen = await startGogreen({
    DATABASE_URL: database.url,
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    GOGREEN_ROLE: 'api',
    PORT: new URL(url).port,
    PUBLIC_URL: url,
  });
  await gogreen.waitFor(/GoGreen is up/);
}

beforeAll(async () => {
  // Browsers have one.
  vi.stubGlobal('EventSource', EventSource);
  database = await createTestDatabase();
  url = `http://127.0.0.1:${await findFreePort()}`;
  await start();
  shop = await createOfrepShop(runAt(url));
});
afterAll(async () => {
  await OpenFeature.clearProviders();
  await ServerOpenFeature.clearProviders();
  vi.unstubAllGlobals();
  await endAll();
  await database?.drop();
});

describe('the provider for servers', () => {
  async function open(key = shop.serverKey, baseUrl = url): Promise<ServerClient> {
    const headers: [string, string][] = [['Authorization', `Bearer ${key}`]];
    await ServerOpenFeature.setProviderAndWait('server', new OFREPProvider({ baseUrl, headers }));
    return ServerOpenFeature.getClient('server');
  }

  test('gets values of all types, with variant, reason and metadata', async () => {
    const client = await open();
    expect(await client.getBooleanDetails('rule', true, { targetingKey: 'a', plan: 'pro' })).toMatchObject({
      value: false,
      variant: 'off',
      reason: 'TARGETING_MATCH',
      flagMetadata: { ruleId: expect.any(String) },
    });
    expect(await client.getBooleanDetails('off', true)).toMatchObject({
      value: false,
      reason: 'STATIC',
      flagMetadata: { off: true },
    });
    expect(await client.getStringValue('text', '')).toBe('blue');
    expect(await client.getNumberValue('integer', 0)).toBe(10);
    expect(await client.getNumberValue('fraction', 0)).toBe(0.5);
    expect(await client.getObjectValue('object', {})).toEqual({ colour: 'blue', sizes: [1, 2] });
    expect(await client.getObjectValue('list', [])).toEqual([1, 'two', null]);
  });

  test('an unknown flag is FLAG_NOT_FOUND, another type TYPE_MISMATCH: both with the default of the code', async () => {
    const client = await open();
    expect(await client.getStringDetails('nothing', 'mine')).toMatchObject({
      value: 'mine',
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(await client.getStringDetails('static', 'mine')).toMatchObject({
      value: 'mine',
      errorCode: 'TYPE_MISMATCH',
    });
  });

  test('a wrong key and a server that is away are errors with the default of the code', async () => {
    expect(await (await open('wrong')).getBooleanDetails('static', false)).toMatchObject({
      value: false,
      reason: 'ERROR',
    });
    const away = await open(shop.serverKey, 'http://127.0.0.1:9');
    expect(await away.getBooleanDetails('static', false)).toMatchObject({ value: false, reason: 'ERROR' });
  });

  test('sees a change at the next evaluation after it', async () => {
    const client = await open();
    for (const enabled of [false, true]) {
      await switchFlag(runAt(url), shop, 'static', enabled);
      await eventually(async () => expect(await client.getBooleanValue('static', !enabled)).toBe(enabled));
    }
  });
});

describe('the provider for browsers', () => {
  async function open(key = shop.clientKey, context: EvaluationContext = { targetingKey: 'a' }) {
    await OpenFeature.setContext(context);
    const provider = new OFREPWebProvider({
      baseUrl: url,
      headers: [['Authorization', `Bearer ${key}`]],
      cacheMode: 'disabled',
    });
    onTestFinished(() => OpenFeature.clearProviders());
    await OpenFeature.setProviderAndWait(provider as Provider);
    return OpenFeature.getClient();
  }

  test('has all flags, and those of another context once the context is another one', async () => {
    const client = await open();
    expect(client.getBooleanDetails('rule', false)).toMatchObject({
      value: true,
      reason: 'STATIC',
      variant: 'on',
    });
    // The targeting key stays, and with it the ETag that the provider sends.
    await OpenFeature.setContext({ targetingKey: 'a', plan: 'pro' });
    expect(client.getBooleanDetails('rule', true)).toMatchObject({ value: false, reason: 'TARGETING_MATCH' });
    expect(client.getStringValue('text', '')).toBe('blue');
  });

  test('a wrong key is fatal', async () => {
    await expect(open('wrong')).rejects.toThrow();
    expect(OpenFeature.getClient().providerStatus).toBe(ProviderStatus.FATAL);
  });

  test('follows changes by the stream, and says which flag it was', async () => {
    const client = await open();
    const changed: string[] = [];
    client.addHandler(ProviderEvents.ConfigurationChanged, (details) =>
      changed.push(...(details?.flagsChanged ?? [])),
    );
    for (const enabled of [false, true]) {
      await switchFlag(runAt(url), shop, 'static', enabled);
      await eventually(() => expect(client.getBooleanValue('static', !enabled)).toBe(enabled));
    }
    expect(new Set(changed)).toEqual(new Set(['static']));
  });

  test('after the process was killed and started again it gets the change that it missed, without being told', async () => {
    const client = await open();
    await gogreen.end('SIGKILL');
    await eventually(() => expect(client.providerStatus).toBe(ProviderStatus.STALE));
    expect(client.getBooleanValue('static', false)).toBe(true);
    await start();
    await switchFlag(runAt(url), shop, 'static', false);
    await eventually(() => expect(client.getBooleanValue('static', true)).toBe(false));
    await switchFlag(runAt(url), shop, 'static', true);
    await eventually(() => expect(client.getBooleanValue('static', false)).toBe(true));
  });
});
