/** What ends a stream, what refuses one, and how its client comes back. */

import { afterAll, describe, expect } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, startTestApp, testWithApp } from '#test/support/app.ts';
import { startBalancer } from '#test/support/balancer.ts';
import { createFlag, setFlagEnabled } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { createSdkPlace, followRuleset, freshRuleset, type SdkPlace } from '#test/support/sdk.ts';
import { openSse } from '#test/support/sse-client.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;
let isOn = false;

test.beforeAll(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  for (const key of ['a', 'b', 'c']) await createFlag(gogreen, { projectKey: shop.projectKey, key });
});
afterAll(() => endAll());

type Gogreen = Parameters<typeof createSdkPlace>[0];

async function toggle(gogreen: Gogreen): Promise<number> {
  isOn = !isOn;
  const { projectKey } = shop;
  const input = { projectKey, flagKey: 'a', environmentKey: 'production', enabled: isOn };
  return (await setFlagEnabled(gogreen, input)).event?.sequence ?? 0;
}

function startApi(databaseUrl: string, port: number): Promise<GogreenProcess> {
  return startGogreen({
    DATABASE_URL: databaseUrl,
    GOGREEN_ROLE: 'api',
    PORT: String(port),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  }).then(async (api) => {
    await api.waitFor(/GoGreen is up/);
    return api;
  });
}

describe('a stream', () => {
  test('of a key that is revoked breaks off, and the next attempt is answered with 401', async ({
    gogreen,
  }) => {
    const place = await createSdkPlace(gogreen);
    const follower = await followRuleset(gogreen.url, place.serverKey);
    await follower.reach(0);
    const other = await followRuleset(gogreen.url, shop.serverKey);
    const { __typename } = await command(gogreen, 'revokeServerKey', {
      projectKey: place.projectKey,
      serverKeyId: place.serverKeyId,
    });
    expect(__typename).toBe('RevokeServerKeyPayload');
    expect(await follower.client().ended).toBe('broken off');
    const again = await openSse(`${gogreen.url}/sdk/v1/stream`, { key: place.serverKey });
    await again.ended;
    expect(again.status).toBe(401);
    // Streams of other keys go on.
    await other.reach(await toggle(gogreen));
    other.leave();
  });

  test('of an environment or a project that is deleted breaks off, for keys and people, and is refused from then on', async ({
    gogreen,
  }) => {
    for (const mutation of ['deleteEnvironment', 'deleteProject']) {
      const { projectKey, serverKey } = await createSdkPlace(gogreen);
      const streams = [
        { url: `${gogreen.url}/sdk/v1/stream`, key: serverKey, status: 401 },
        {
          url: `${gogreen.url}/ofrep/v1/stream?environment=${projectKey}/production`,
          key: ADMIN_TOKEN,
          status: 404,
        },
      ];
      const open = await Promise.all(streams.map(({ url, key }) => openSse(url, { key })));
      expect(open.map(({ status }) => status)).toEqual([200, 200]);
      const input =
        mutation === 'deleteProject'
          ? { key: projectKey, confirm: projectKey }
          : { projectKey, key: 'production', confirm: 'production' };
      expect((await command(gogreen, mutation, input)).__typename).toMatch(/Payload$/);
      const ends = await Promise.all(open.map(({ ended }) => ended));
      expect(ends, mutation).toEqual(['broken off', 'broken off']);
      for (const { url, key, status } of streams) {
        const again = await openSse(url, { key });
        await again.ended;
        expect(again.status, `${mutation} ${url}`).toBe(status);
      }
    }
  });

  test('beyond the limit of the key is answered with 429 and whole seconds to wait', async ({ gogreen }) => {
    const limited = await startTestApp({
      worker: false,
      databaseUrl: gogreen.databaseUrl,
      settings: { STREAMS_PER_KEY: '2' },
    });
    const open = () => openSse(`${limited.url}/sdk/v1/stream`, { key: shop.serverKey });
    const [first, second] = [await open(), await open()];
    const refused = await open();
    await refused.ended;
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(JSON.parse(refused.text)).toEqual({
      error: { code: 'RATE_LIMITED', message: expect.any(String) },
    });
    first.cut();
    await eventually(async () => {
      const again = await open();
      again.cut();
      expect(again.status).toBe(200);
    });
    second.cut();
    await limited.close();
  });

  test('beyond the requests of the key a minute is answered with 429', async ({ gogreen }) => {
    const limited = await startTestApp({
      worker: false,
      databaseUrl: gogreen.databaseUrl,
      settings: { RATE_LIMIT_PER_KEY: '3' },
    });
    const statuses: number[] = [];
    for (let number = 0; number < 4; number++) {
      const response = await fetch(`${limited.url}/sdk/v1/ruleset`, {
        headers: { authorization: `Bearer ${shop.serverKey}` },
      });
      await response.text();
      statuses.push(response.status);
      if (response.status === 429) expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    await limited.close();
  });

  test.for(['SIGTERM', 'SIGKILL'] as const)(
    'of a process that ends by %s is resumed at another one, without a gap and without a second ruleset',
    async (signal, { gogreen }) => {
      const ports = [await findFreePort(), await findFreePort()];
      const apis = await Promise.all(ports.map((port) => startApi(gogreen.databaseUrl, port)));
      const balancer = await startBalancer(ports);
      const follower = await followRuleset(balancer.url, shop.serverKey);
      await follower.reach(0);
      await follower.reach(await toggle(gogreen));
      await apis[0]?.end(signal);
      expect(await follower.client().ended).toBe('broken off');
      await toggle(gogreen);
      await toggle(gogreen);
      await follower.reconnect();
      await follower.reach(await toggle(gogreen));
      expect(follower.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
      expect(follower.names.filter((name) => name === 'ruleset')).toHaveLength(1);
      follower.leave();
      await apis[1]?.end('SIGTERM');
      await balancer.close();
    },
  );

  test('of a process that is ahead is resumed at one that is behind, and never goes back', async ({
    gogreen,
  }) => {
    // Without Redis the second one polls.
    const behind = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
    const stays = await followRuleset(behind.url, shop.serverKey);
    await stays.reach(0);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    const version = await toggle(gogreen);
    await follower.reach(version);
    await follower.reconnect(behind.url);
    await follower.reach(await toggle(gogreen));
    expect(follower.names.filter((name) => name === 'ruleset')).toHaveLength(1);
    expect(follower.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
    follower.leave();
    stays.leave();
    await behind.close();
  });
});
