/** What clients report: how often each variation was served, whom rollouts served what, and tracked events. */

import { type ClientOptions, RulesetClient, ValuesClient } from 'gogreen-client';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { type FakeGoGreen, flag, flagOf, quickTiming, startFakeGoGreen } from '#test/support/fake-gogreen.ts';

const split = flag('no', {
  fallthrough: {
    rollout: {
      bucketBy: 'targetingKey',
      weights: [
        { variation: 'yes', weight: 100 },
        { variation: 'no', weight: 0 },
      ],
    },
  },
});

async function start(fake: FakeGoGreen, more: Partial<ClientOptions> = {}) {
  const client = new RulesetClient({ url: fake.url, key: 'gogreen_sk_1', timing: quickTiming, ...more });
  onTestFinished(() => client.close());
  await client.start();
  return client;
}

test('evaluations: counted by flag and variation, and sent when the client is closed', async () => {
  const fake = await startFakeGoGreen({ f: flag('yes'), ['__proto__']: flagOf('NUMBER', 3) });
  const client = await start(fake);
  for (let count = 0; count < 3; count++) client.value('f', false);
  fake.change({ f: flag('no') });
  await eventually(() => expect(client.value('f', true)).toBe(false));
  client.value('__proto__', 0);
  await client.close();
  const [batch] = fake.batches;
  expect(fake.batches).toHaveLength(1);
  expect(batch).toMatchObject({ exposures: [], events: [] });
  expect(batch?.['id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const flags = batch?.['flags'] as Record<string, Record<string, number>>;
  expect(Object.keys(flags).toSorted()).toEqual(['__proto__', 'f']);
  expect(flags['f']?.['no']).toBe(1);
  expect(flags['f']?.['yes']).toBeGreaterThanOrEqual(3);
  const times = ['from', 'to', 'sentAt'].map((name) => Date.parse(String(batch?.[name])));
  expect(times).toEqual(times.toSorted((left, right) => left - right));
});

test('what has no value: not counted, and a batch without anything is not sent', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake);
  client.value('missing', false);
  client.value('f', 'of another type');
  await client.flushUsage();
  expect(fake.batches).toEqual([]);
  client.value('f', false);
  await client.close();
  expect(fake.batches).toMatchObject([{ flags: { f: { yes: 1 } } }]);
});

test('a client that goes on: sends a batch for each interval in which it evaluated', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake, { timing: { ...quickTiming, usageMs: 30 } });
  client.value('f', false);
  await eventually(() => expect(fake.batches).toHaveLength(1));
  client.value('f', false);
  await eventually(() => expect(fake.batches).toHaveLength(2));
  expect(fake.batches.map(({ flags }) => flags)).toEqual([{ f: { yes: 1 } }, { f: { yes: 1 } }]);
  expect(fake.batches[1]?.['from']).toEqual(expect.any(String));
  expect(String(fake.batches[1]?.['from']) >= String(fake.batches[0]?.['to'])).toBe(true);
});

test('GoGreen is busy: the batch is sent again with the same id, and later counts in a batch of their own', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake);
  fake.troubles.set('/sdk/v1/usage', { status: 503 });
  client.value('f', false);
  await client.flushUsage();
  client.value('f', false);
  await client.flushUsage();
  fake.troubles.clear();
  await client.flushUsage();
  const sent = fake.requests
    .filter(({ path }) => path === '/sdk/v1/usage')
    .map(({ body }) => JSON.parse(body).id);
  expect(sent.slice(0, 3)).toEqual([sent[0], sent[0], sent[0]]);
  expect(fake.batches.map(({ id, flags }) => [id, flags])).toEqual([
    [sent[0], { f: { yes: 1 } }],
    [sent[3], { f: { yes: 1 } }],
  ]);
});

test('a batch that the server does not take: it is not sent again', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake);
  fake.troubles.set('/sdk/v1/usage', { status: 400 });
  client.value('f', false);
  await client.flushUsage();
  fake.troubles.clear();
  await client.flushUsage();
  expect(fake.requests.filter(({ path }) => path === '/sdk/v1/usage')).toHaveLength(1);
});

test('GoGreen is away for long: ten batches wait, and the latest are kept', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake);
  fake.troubles.set('/sdk/v1/usage', { status: 503 });
  for (let count = 1; count <= 12; count++) {
    for (let time = 0; time < count; time++) client.value('f', false);
    await client.flushUsage();
  }
  fake.troubles.clear();
  await client.flushUsage();
  expect(fake.batches.map(({ flags }) => (flags as Record<string, object>)['f'])).toEqual(
    Array.from({ length: 10 }, (_, index) => ({ yes: index + 3 })),
  );
});

test('usage: false: nothing is sent', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake, { usage: false, exposures: true });
  client.value('f', false);
  client.track('bought', { targetingKey: 'ann' });
  await client.close();
  expect(fake.batches).toEqual([]);
});

test('exposures: sent for rollouts, once for each unit and variation, and only when they are wanted', async () => {
  const fake = await startFakeGoGreen({ s: split, f: flag('yes') });
  const wanted = await start(fake, { exposures: true });
  const unwanted = await start(fake);
  for (const client of [wanted, unwanted]) {
    for (const unit of ['ann', 'ann', 'bob', 42]) client.value('s', false, { targetingKey: unit });
    client.value('s', false, {});
    client.value('f', false, { targetingKey: 'ann' });
    await client.close();
  }
  const [with_, without] = fake.batches.map(({ exposures }) => exposures as { time: string }[]);
  expect(with_).toEqual(
    ['ann', 'bob', '42'].map((unit) => ({ flag: 's', variation: 'yes', unit, time: expect.any(String) })),
  );
  expect(without).toEqual([]);
});

test('exposures of a project with its own targeting key: the unit is that attribute', async () => {
  const fake = await startFakeGoGreen({ s: split });
  fake.ruleset = { ...fake.ruleset, targetingKey: 'userId' };
  const client = await start(fake, { exposures: true });
  client.value('s', false, { userId: 'u1' });
  client.value('s', false, { targetingKey: 'u2' });
  client.track('bought', { userId: 'u1' }, { value: 12.5 });
  await client.close();
  const [batch] = fake.batches;
  expect(batch?.['exposures']).toMatchObject([{ unit: 'u1' }, { unit: 'u2' }]);
  expect(batch?.['events']).toEqual([{ name: 'bought', unit: 'u1', value: 12.5, time: expect.any(String) }]);
});

test('5,000 exposures: they are sent at once, in batches that the server takes', async () => {
  const fake = await startFakeGoGreen({ s: split });
  // A request that a busy machine answers late is not sent a second time.
  const timing = { ...quickTiming, silenceMs: 60_000 };
  const client = await start(fake, { exposures: true, timing });
  for (let unit = 0; unit < 6_000; unit++) client.value('s', false, { targetingKey: `user-${unit}` });
  await eventually(() => expect(fake.batches).toHaveLength(1));
  await client.close();
  expect(fake.batches.map(({ exposures }) => (exposures as unknown[]).length)).toEqual([5_000, 1_000]);
});

test('a values client: counts, and tracks events of its context; without a targeting key it tracks none', async () => {
  const fake = await startFakeGoGreen({ s: split });
  const client = new ValuesClient({
    url: fake.url,
    key: 'gogreen_ck_1',
    timing: quickTiming,
    exposures: true,
  });
  onTestFinished(() => client.close());
  await client.start();
  client.track('bought', { value: 1 });
  await client.setContext({ targetingKey: 'ann' });
  expect(client.value('s', false)).toBe(true);
  client.track('bought', { value: 2 });
  client.track('seen');
  await client.close();
  expect(fake.batches).toMatchObject([
    {
      flags: { s: { yes: 1 } },
      exposures: [{ flag: 's', variation: 'yes', unit: 'ann' }],
      events: [
        { name: 'bought', unit: 'ann', value: 2 },
        { name: 'seen', unit: 'ann' },
      ],
    },
  ]);
});

test('close while GoGreen does not answer: it ends after two seconds', async () => {
  const fake = await startFakeGoGreen();
  const client = await start(fake, { timing: { ...quickTiming, silenceMs: 60_000 } });
  client.value('f', false);
  fake.troubles.set('/sdk/v1/usage', { status: 'silence' });
  const before = performance.now();
  await client.close();
  expect(performance.now() - before).toBeLessThan(5_000);
});
