import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, deleteFlag, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import {
  createSdkPlace,
  followRuleset,
  freshRuleset,
  type SdkPlace,
  untilInMemory,
} from '#test/support/sdk.ts';
import { openSse } from '#test/support/sse-client.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;
let flags = 0;

test.beforeEach(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  flags = 0;
});

type Gogreen = Parameters<typeof createSdkPlace>[0];

async function addFlags(gogreen: Gogreen, count: number): Promise<number> {
  let sequence = 0;
  for (let number = 0; number < count; number++) {
    const { event } = await createFlag(gogreen, { projectKey: shop.projectKey, key: `flag-${flags++}` });
    sequence = event?.sequence ?? 0;
  }
  return sequence;
}

/** Answers with the version that the environment has then. */
async function toggle(gogreen: Gogreen, flagKey: string, enabled: boolean, environmentKey = 'production') {
  const { projectKey } = shop;
  const { event } = await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey, enabled });
  return event?.sequence ?? 0;
}

describe('GET /sdk/v1/stream', () => {
  test('the stream of an environment without flags begins with a ruleset like any other', async ({
    gogreen,
  }) => {
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    expect(follower.names).toEqual(['ruleset']);
    expect(follower.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
    follower.leave();
  });

  test('a change arrives as changes of that flag only, and the result is what Postgres has', async ({
    gogreen,
  }) => {
    await addFlags(gogreen, 3);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    const { version } = await freshRuleset(gogreen, shop);
    const to = await toggle(gogreen, 'flag-1', true);
    await follower.reach(to);
    expect(follower.names).toEqual(['ruleset', 'changes']);
    const data = JSON.parse(follower.client().events[1]?.data ?? '');
    expect(data).toMatchObject({ from: version, to, flags: { 'flag-1': { on: true } } });
    expect(Object.keys(data.flags)).toEqual(['flag-1']);
    expect(follower.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
    follower.leave();
  });

  test('all readers of an environment get the same bytes', async ({ gogreen }) => {
    await addFlags(gogreen, 3);
    const followers = await Promise.all(
      Array.from({ length: 5 }, () => followRuleset(gogreen.url, shop.serverKey)),
    );
    for (const follower of followers) await follower.reach(0);
    const to = await toggle(gogreen, 'flag-1', true);
    for (const follower of followers) await follower.reach(to);
    const [first, ...others] = followers.map((follower) => follower.client().events);
    for (const events of others) expect(events).toEqual(first);
    for (const follower of followers) follower.leave();
  });

  test('a change in another environment is not sent', async ({ gogreen }) => {
    await addFlags(gogreen, 2);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    await toggle(gogreen, 'flag-0', true, 'development');
    await follower.reach(await toggle(gogreen, 'flag-1', true));
    expect(follower.names).toEqual(['ruleset', 'changes']);
    const { flags: changed } = JSON.parse(follower.client().events[1]?.data ?? '');
    expect(Object.keys(changed)).toEqual(['flag-1']);
    follower.leave();
  });

  test('a flag that is archived, restored, deleted and created again under a stream is as in Postgres each time', async ({
    gogreen,
  }) => {
    await addFlags(gogreen, 3);
    const { projectKey } = shop;
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    const key = 'flag-1';
    const steps = [
      () => updateFlag(gogreen, { projectKey, key, lifecycle: 'ARCHIVED' }),
      () => updateFlag(gogreen, { projectKey, key, lifecycle: 'ACTIVE' }),
      () => updateFlag(gogreen, { projectKey, key, lifecycle: 'ARCHIVED' }),
      () => deleteFlag(gogreen, { projectKey, key }),
      () => createFlag(gogreen, { projectKey, key, name: 'Another flag' }),
    ];
    const seen: unknown[] = [];
    for (const step of steps) {
      await step();
      const fresh = await freshRuleset(gogreen, shop);
      await follower.reach(fresh.version);
      expect(follower.state()?.ruleset).toEqual(fresh);
      const evaluation = follower.state()?.evaluate(key, {});
      seen.push(evaluation && ('errorCode' in evaluation ? evaluation.errorCode : evaluation.reason));
    }
    expect(seen).toEqual(['ARCHIVED', 'OFF', 'ARCHIVED', 'FLAG_NOT_FOUND', 'OFF']);
    expect(follower.names.slice(1).every((name) => name === 'changes')).toBe(true);
    follower.leave();
  });

  test('a reader that has the newest version gets nothing until the next change', async ({ gogreen }) => {
    await addFlags(gogreen, 2);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    await follower.reconnect();
    await follower.reach(await toggle(gogreen, 'flag-0', true));
    expect(follower.names).toEqual(['ruleset', 'changes']);
    follower.leave();
  });

  test('after many changes of a few flags a reader resumes with the state of these flags, once, however old it is', async ({
    gogreen,
  }) => {
    await addFlags(gogreen, 10);
    const { projectKey } = shop;
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    follower.leave();
    for (let round = 0; round < 10; round++) {
      for (const key of ['flag-1', 'flag-2']) await toggle(gogreen, key, round % 2 === 0);
    }
    await updateFlag(gogreen, { projectKey, key: 'flag-3', lifecycle: 'ARCHIVED' });
    await deleteFlag(gogreen, { projectKey, key: 'flag-3' });
    const fresh = await freshRuleset(gogreen, shop);
    await untilInMemory(gogreen.url, shop, fresh.version);
    await follower.reconnect();
    await follower.reach(fresh.version);
    expect(follower.names).toEqual(['ruleset', 'changes']);
    const [event] = follower.client().events;
    const { flags: changed } = JSON.parse(event?.data ?? '');
    expect(Object.keys(changed).sort()).toEqual(['flag-1', 'flag-2', 'flag-3']);
    expect(changed['flag-3']).toBeNull();
    expect(follower.state()?.ruleset).toEqual(fresh);
    expect(follower.client().bytes).toBeLessThan(Buffer.byteLength(JSON.stringify(fresh)));
    follower.leave();
  });

  test('a reader resumes while another one keeps the environment in memory', async ({ gogreen }) => {
    await addFlags(gogreen, 10);
    const stays = await followRuleset(gogreen.url, shop.serverKey);
    const leaves = await followRuleset(gogreen.url, shop.serverKey);
    await leaves.reach(0);
    leaves.leave();
    await toggle(gogreen, 'flag-1', true);
    const to = await toggle(gogreen, 'flag-2', true);
    await stays.reach(to);
    await leaves.reconnect();
    await leaves.reach(to);
    expect(leaves.names).toEqual(['ruleset', 'changes']);
    expect(leaves.state()?.ruleset).toEqual(stays.state()?.ruleset);
    stays.leave();
    leaves.leave();
  });

  test('a reader resumes with the whole ruleset after more than half of the flags have changed', async ({
    gogreen,
  }) => {
    await addFlags(gogreen, 4);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    follower.leave();
    for (const key of ['flag-0', 'flag-1', 'flag-2']) await toggle(gogreen, key, true);
    const fresh = await freshRuleset(gogreen, shop);
    await untilInMemory(gogreen.url, shop, fresh.version);
    await follower.reconnect();
    await follower.reach(fresh.version);
    expect(follower.names).toEqual(['ruleset', 'ruleset']);
    expect(follower.state()?.ruleset).toEqual(fresh);
    follower.leave();
  });

  test.for([
    ['another epoch', () => `${crypto.randomUUID()}.1`],
    ['no position', () => 'nonsense'],
    ['a version that is no number', (epoch: string) => `${epoch}.1e3`],
    ['a version beyond all numbers', (epoch: string) => `${epoch}.99999999999999999999`],
  ] as const)(
    'with %s as Last-Event-ID the stream begins with the whole ruleset',
    async ([, id], { gogreen }) => {
      await addFlags(gogreen, 1);
      const fresh = await freshRuleset(gogreen, shop);
      const client = await openSse(`${gogreen.url}/sdk/v1/stream`, {
        key: shop.serverKey,
        lastEventId: id(fresh.epoch),
      });
      await client.waitFor(1);
      expect(client.events[0]?.name).toBe('ruleset');
      expect(JSON.parse(client.events[0]?.data ?? '')).toEqual(fresh);
      client.cut();
    },
  );

  test('with a version that the log does not have, as after a restored backup, the project gets another epoch', async ({
    gogreen,
  }) => {
    await addFlags(gogreen, 1);
    const { epoch, ...same } = await freshRuleset(gogreen, shop);
    const resume = (path: string, key: string) =>
      openSse(`${gogreen.url}/sdk/v1/${path}`, {
        key,
        lastEventId: `${epoch}.1000`,
        ...(path === 'values' ? { method: 'POST', body: { context: {} } } : {}),
      });
    const anybody = await resume('values', shop.clientKey);
    await anybody.waitFor(1);
    expect(JSON.parse(anybody.events[0]?.data ?? '')).toMatchObject({ epoch, version: same.version });
    anybody.cut();
    const server = await resume('stream', shop.serverKey);
    await server.waitFor(1);
    const { name, data = '' } = server.events[0] ?? {};
    expect([name, JSON.parse(data)]).toEqual([
      'ruleset',
      { ...same, epoch: expect.not.stringMatching(epoch) },
    ]);
    server.cut();
  });

  test('when the epoch changes under a stream, the whole ruleset is sent', async ({ gogreen }) => {
    await addFlags(gogreen, 2);
    const follower = await followRuleset(gogreen.url, shop.serverKey);
    await follower.reach(0);
    const before = follower.position();
    await gogreen.app.database.pool.query(
      'UPDATE projects SET epoch = gen_random_uuid()::text WHERE id = $1',
      [shop.projectId],
    );
    gogreen.app.doorbell.publish('events', shop.projectId);
    await eventually(() => expect(follower.position()).not.toBe(before));
    expect(follower.names).toEqual(['ruleset', 'ruleset']);
    expect(follower.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
    await follower.reach(await toggle(gogreen, 'flag-0', true));
    expect(follower.names).toEqual(['ruleset', 'ruleset', 'changes']);
    follower.leave();
  });

  test('the stream of a client key is refused: it would get rules', async ({ gogreen }) => {
    const client = await openSse(`${gogreen.url}/sdk/v1/stream`, { key: shop.clientKey });
    await client.ended;
    expect(client.status).toBe(403);
    expect(JSON.parse(client.text)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});
