/** The stream of OFREP: who gets which event, also across two processes. */

import { describe, expect, onTestFinished } from 'vitest';
import { startTestApp, testWithApp } from '#test/support/app.ts';
import { command } from '#test/support/command.ts';
import { askOfrep, BULK, createOfrepShop, type OfrepShop, switchFlag } from '#test/support/ofrep.ts';
import { openOfrepStream } from '#test/support/ofrep-stream.ts';
import { redisUrl } from '#test/support/redis.ts';

const test = testWithApp(() => ({ worker: false, redisUrl: redisUrl() }));
let shop: OfrepShop;
let isOn = true;

test.beforeAll(async ({ gogreen }) => {
  shop = await createOfrepShop(gogreen);
});

test('a new stream gets one event at once, one after each change here, and none after changes elsewhere', async ({
  gogreen,
}) => {
  const stream = await openOfrepStream(gogreen.url, { query: `key=${shop.clientKey}` });
  await stream.waitFor(1);
  await gogreen.send(
    'mutation ($input: SetFlagEnabledInput!) { setFlagEnabled(input: $input) { __typename } }',
    { input: { projectKey: shop.projectKey, flagKey: 'off', environmentKey: 'development', enabled: true } },
  );
  isOn = !isOn;
  const sequence = await switchFlag(gogreen, shop, 'static', isOn);
  await stream.waitFor(2);
  const [first, second] = stream.events();
  expect(second?.id).toBe(`${first?.id.split('.')[0]}.${sequence}`);
  expect(stream.events().map(({ id, data }) => data.etag === id && data.type)).toEqual([
    'refetchEvaluation',
    'refetchEvaluation',
  ]);
  stream.leave();
});

test('a stream that resumes gets one event when something has changed, and none when nothing has', async ({
  gogreen,
}) => {
  const open = (lastEventId: string) => openOfrepStream(gogreen.url, { key: shop.serverKey, lastEventId });
  const before = await openOfrepStream(gogreen.url, { key: shop.serverKey });
  await before.waitFor(1);
  before.leave();
  const seen = before.events()[0]?.id ?? '';
  const unchanged = await open(seen);
  for (let change = 0; change < 3; change++) {
    isOn = !isOn;
    await switchFlag(gogreen, shop, 'static', isOn);
    await unchanged.waitFor(change + 1);
  }
  const missed = await open(seen);
  await missed.waitFor(1);
  expect(missed.events()).toEqual(unchanged.events().slice(-1));
  expect(unchanged.events()).toHaveLength(3);
  unchanged.leave();
  missed.leave();
});

describe.skipIf(!redisUrl())('with a second process on the same Redis (needs redis-server)', () => {
  async function startSecond(databaseUrl: string) {
    const second = await startTestApp({ worker: false, databaseUrl, redisUrl: redisUrl() });
    onTestFinished(() => second.close());
    return second;
  }

  test('what a stream of one process tells of, the other answers with', async ({ gogreen }) => {
    const second = await startSecond(gogreen.databaseUrl);
    await askOfrep(second.url, { key: shop.clientKey });
    const stream = await openOfrepStream(gogreen.url, { key: shop.clientKey });
    for (let change = 1; change <= 10; change++) {
      isOn = !isOn;
      const sequence = await switchFlag(change % 2 ? gogreen : second, shop, 'static', isOn);
      await stream.waitFor(change + 1);
      const told = stream.events().at(-1)?.id ?? '';
      expect(told.endsWith(`.${sequence}`)).toBe(true);
      const path = `${BULK}/static?flagConfigEtag=${told}`;
      expect((await askOfrep(second.url, { path, key: shop.clientKey })).json?.['value'] ?? null).toBe(isOn);
    }
    stream.leave();
  });

  test('a key that is revoked in one process is refused by the other within two seconds, and its streams end', async ({
    gogreen,
  }) => {
    const second = await startSecond(gogreen.databaseUrl);
    const stream = await openOfrepStream(second.url, { key: shop.serverKey });
    expect((await askOfrep(second.url, { key: shop.serverKey })).status).toBe(200);
    await command(gogreen, 'revokeServerKey', { projectKey: shop.projectKey, serverKeyId: shop.serverKeyId });
    await expect
      .poll(async () => (await askOfrep(second.url, { key: shop.serverKey })).status, { timeout: 2_000 })
      .toBe(401);
    await stream.ended;
  });
});
