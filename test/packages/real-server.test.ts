/** Clients and providers with the real server and a real Postgres. */

import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { OpenFeature as Web, ProviderEvents as WebEvents } from '@openfeature/web-sdk';
import { type ClientOptions, RulesetClient, ValuesClient } from 'gogreen-client';
import { GoGreenProvider } from 'gogreen-openfeature-server';
import { GoGreenWebProvider } from 'gogreen-openfeature-web';
import { expect, onTestFinished } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, deleteFlag, setFlagEnabled } from '#test/support/builders.ts';
import { docModules } from '#test/support/doc-modules.ts';
import { eventually } from '#test/support/eventually.ts';
import { createSdkPlace, type SdkPlace } from '#test/support/sdk.ts';
import { revoke } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;
test.beforeEach(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
});

const timing = { minRetryMs: 5, maxRetryMs: 50 };

function openBoth(url: string, more: Partial<ClientOptions> = {}) {
  const rules = new RulesetClient({ url, key: shop.serverKey, usage: false, timing, ...more });
  const values = new ValuesClient({ url, key: shop.clientKey, usage: false, timing, ...more });
  onTestFinished(async () => {
    await Promise.all([rules.close(), values.close()]);
  });
  return [rules, values] as const;
}

test('both clients: they follow flags that are created, switched on and deleted, and have the same version', async ({
  gogreen,
}) => {
  const { projectKey } = shop;
  const clients = openBoth(gogreen.url);
  await Promise.all(clients.map((client) => client.start()));
  for (const client of clients)
    expect(client.details('new', 'boolean')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });

  await createFlag(gogreen, { projectKey, key: 'new' });
  for (const client of clients)
    await eventually(() =>
      expect(client.details('new', 'boolean')).toMatchObject({ reason: 'DISABLED', metadata: { off: true } }),
    );
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'new', environmentKey: 'production', enabled: true });
  for (const client of clients) await eventually(() => expect(client.value('new', false)).toBe(true));
  expect(clients[0].position).toBe(clients[1].position);

  await deleteFlag(gogreen, { projectKey, key: 'new' });
  for (const client of clients)
    await eventually(() =>
      expect(client.details('new', 'boolean')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' }),
    );
  expect(clients.map(({ state }) => state)).toEqual(['ready', 'ready']);
});

test('a key that is revoked: its client is fatal at once, with flags as before, and the other client goes on', async ({
  gogreen,
}) => {
  const [rules, values] = openBoth(gogreen.url);
  await Promise.all([rules.start(), values.start()]);
  await revoke(gogreen, { tokenId: shop.serverKeyId });
  await eventually(() => expect(rules.state).toBe('fatal'));
  expect(rules.error).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(values.state).toBe('ready');
});

test('a client key for rules: FORBIDDEN; no key of ours: UNAUTHENTICATED; a context that is too large: INVALID_CONTEXT', async ({
  gogreen,
}) => {
  const [rules] = openBoth(gogreen.url, { key: shop.clientKey });
  await expect(rules.start()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const [, unknown] = openBoth(gogreen.url, { key: 'gogreen_ck_none' });
  await expect(unknown.start()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const [, values] = openBoth(gogreen.url);
  await values.start();
  await expect(values.setContext({ text: 'x'.repeat(65 * 1024) })).rejects.toMatchObject({
    code: 'INVALID_CONTEXT',
  });
  await values.setContext({ targetingKey: 'ann' });
  expect(values.state).toBe('ready');
});

test('providers of OpenFeature for servers and pages: one change reaches both, with its flag', async ({
  gogreen,
}) => {
  const { projectKey, serverKey, clientKey } = shop;
  await createFlag(gogreen, { projectKey, key: 'new' });
  const { url } = gogreen;
  const server = new GoGreenProvider({ url, key: serverKey, usage: false });
  const page = new GoGreenWebProvider({ url, key: clientKey, usage: false });
  onTestFinished(async () => {
    await Promise.all([server.onClose(), page.onClose()]);
  });
  await OpenFeature.setProviderAndWait('real', server);
  await Web.setProviderAndWait('real', page, { targetingKey: 'ann' });
  const changed: string[] = [];
  OpenFeature.getClient('real').addHandler(ProviderEvents.ConfigurationChanged, (details) => {
    changed.push(`server ${details?.flagsChanged}`);
  });
  Web.getClient('real').addHandler(WebEvents.ConfigurationChanged, (details) => {
    changed.push(`page ${details?.flagsChanged}`);
  });
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'new', environmentKey: 'production', enabled: true });
  await eventually(() => expect(changed.toSorted()).toEqual(['page new', 'server new']));
  expect(await OpenFeature.getClient('real').getBooleanValue('new', false)).toBe(true);
  expect(Web.getClient('real').getBooleanValue('new', false)).toBe(true);
});

test('the service of docs/applications.md: it evaluates with the key of the environment', async ({
  gogreen,
}) => {
  const { projectKey } = shop;
  await createFlag(gogreen, { projectKey, key: 'new-checkout' });
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'new-checkout',
    environmentKey: 'production',
    enabled: true,
  });
  const before = { ...process.env };
  const folder = process.cwd();
  process.env['GOGREEN_URL'] = gogreen.url;
  process.env['GOGREEN_KEY'] = shop.serverKey;
  onTestFinished(async () => {
    await OpenFeature.clearProviders();
    process.env = before;
    process.chdir(folder);
  });
  type Service = { hasNewCheckout: (user: { id: string; plan: string }) => Promise<boolean> };
  const load = await docModules<{ 'service.js': Service }>('applications.md');
  process.chdir('.test');
  const { hasNewCheckout } = await load('service.js');
  expect(await hasNewCheckout({ id: 'user-42', plan: 'pro' })).toBe(true);
});
