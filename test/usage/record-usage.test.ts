import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { InvalidInputError } from '#src/platform/errors.ts';
import { recordUsage } from '#src/usage/record-usage.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { placeOf, reportUsage, usageBatch } from '#test/support/usage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const clock = stopClockForFile();
const it = testWithApp({ worker: false, now: clock.now });
let place: { projectKey: string; environmentKey: string };

it.beforeEach(async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  place = { projectKey, environmentKey: 'production' };
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  await createFlag(gogreen, { projectKey, key: 'banner' });
});

/** What is counted in the environment: `checkout on 19:05` with the number. */
async function counts({ app }: TestApp): Promise<Record<string, number>> {
  const { rows } = await app.database.pool.query<{ name: string; evaluations: number }>(
    `SELECT f.key || ' ' || u.variation || ' ' || u.starts_at::text AS name, u.evaluations::int
     FROM flag_usage u JOIN flags f ON f.id = u.flag_id WHERE u.environment_id = $1 ORDER BY 1`,
    [(await placeOf({ app }, place)).environmentId],
  );
  return Object.fromEntries(
    rows.map(({ name, evaluations }) => [name.split(' ').slice(0, 2).join(' '), evaluations]),
  );
}

async function minutes({ app }: TestApp): Promise<string[]> {
  const { rows } = await app.database.pool.query<{ startsAt: Date }>(
    'SELECT DISTINCT starts_at AS "startsAt" FROM flag_usage WHERE environment_id = $1 ORDER BY 1',
    [(await placeOf({ app }, place)).environmentId],
  );
  return rows.map(({ startsAt }) => startsAt.toISOString());
}

describe('a batch of usage', () => {
  it('is counted by flag and variation, and added to what other batches counted in the same minute', async ({
    gogreen,
  }) => {
    const flags = { checkout: { on: 3, off: 1 }, banner: { on: 1_000_000_000 } };
    expect(await reportUsage(gogreen, place, { flags })).toEqual({
      accepted: 3,
      skipped: [],
      moreSkipped: 0,
      duplicate: false,
    });
    await reportUsage(gogreen, place, { flags: { checkout: { on: 4 } } });
    expect(await counts(gogreen)).toEqual({
      'banner on': 1_000_000_000,
      'checkout off': 1,
      'checkout on': 7,
    });
  });

  it('with the id of an earlier one counts nothing, whatever else it holds and however the id is written', async ({
    gogreen,
  }) => {
    const id = randomUUID();
    await reportUsage(gogreen, place, { id, flags: { checkout: { on: 3 } } });
    const again = await reportUsage(gogreen, place, { id: id.toUpperCase(), flags: { checkout: { on: 9 } } });
    expect(again).toMatchObject({ accepted: 1, duplicate: true });
    expect(await counts(gogreen)).toEqual({ 'checkout on': 3 });
  });

  it('with the id of a batch of another environment counts', async ({ gogreen }) => {
    const batch = { id: randomUUID(), flags: { checkout: { on: 3 } } };
    await reportUsage(gogreen, { ...place, environmentKey: 'development' }, batch);
    expect(await reportUsage(gogreen, place, batch)).toMatchObject({ duplicate: false });
    expect(await counts(gogreen)).toEqual({ 'checkout on': 3 });
  });

  it('that two processes get at the same moment, many times, counts once', async ({ gogreen }) => {
    const other = await startTestApp({
      worker: false,
      databaseUrl: gogreen.databaseUrl,
      encryptionKeys: gogreen.encryptionKeys,
      now: clock.now,
    });
    const batches = Array.from({ length: 10 }, () =>
      usageBatch(clock.now(), { flags: { checkout: { on: 1 }, banner: { off: 1, on: 1 } } }),
    );
    const ids = await placeOf(gogreen, place);
    const sent = [...batches, ...batches.toReversed(), ...batches].flatMap((batch) => [
      recordUsage(gogreen.app, ids, batch),
      recordUsage(other.app, ids, batch),
    ]);
    const answers = await Promise.all(sent);
    await other.close();
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(10);
    expect(await counts(gogreen)).toEqual({ 'banner off': 10, 'banner on': 10, 'checkout on': 10 });
  });

  it('takes two statements, and three when it has exposures, whatever it holds', async ({ gogreen }) => {
    const ids = await placeOf(gogreen, place);
    const statements = (batch: object) =>
      statementsOf(gogreen.app.database.pool, () =>
        recordUsage(gogreen.app, ids, usageBatch(clock.now(), batch)),
      );
    const flags = { checkout: { on: 3, off: 1 }, banner: { on: 1 } };
    expect(await statements({ flags })).toHaveLength(2);
    const exposures = Array.from({ length: 500 }, (_, index) => ({
      flag: 'checkout',
      variation: 'on',
      unit: `user-${index}`,
    }));
    expect(await statements({ flags, exposures, events: [{ name: 'buy', unit: 'user-1' }] })).toHaveLength(3);
  });
});

describe('an entry that cannot be used', () => {
  it('is named with the reason, and the others count', async ({ gogreen }) => {
    const { accepted, skipped } = await reportUsage(gogreen, place, {
      flags: {
        checkout: { on: 2, purple: 1, off: 0.5 },
        gone: { on: 1 },
        banner: { on: -1, off: '3', '\ud800': 1 },
        list: [1],
        'with\u0000nul': { on: 1 },
      },
      exposures: [
        { flag: 'checkout', variation: 'on', unit: 'u1' },
        { flag: 'checkout', experiment: 'exp_1', variation: 'on', unit: 'u1' },
        { variation: 'on', unit: 'u1' },
        { flag: 'checkout', variation: 'on', unit: '' },
        { flag: 'checkout', variation: 'on', unit: 'x'.repeat(501) },
        { flag: 'checkout', variation: 'on', unit: 7 },
        { flag: 'checkout', variation: 'purple', unit: 'u1' },
        { flag: 'gone', variation: 'on', unit: 'u1' },
        { experiment: 'exp_1', variation: 'on', unit: 'u1' },
        { flag: 'checkout', variation: 'on', unit: 'u1', time: 'yesterday' },
        { flag: 'checkout', variation: 'on', unit: 'u1', time: new Date(clock.now().getTime() - 25 * HOUR) },
        null,
        'on',
      ],
      events: [
        { name: 'buy', unit: 'u1', value: 3 },
        { name: 'buy', unit: 'u1', value: 1e300 },
        { name: 'buy', unit: 'u1', value: '3' },
        { name: '', unit: 'u1' },
        { name: 'buy' },
        [],
      ],
    });
    expect(skipped.map(({ path, message }) => `${path}: ${message}`)).toMatchSnapshot();
    expect(accepted).toBe(3);
    expect(await counts(gogreen)).toEqual({ 'checkout on': 2 });
  });

  it('may be called like a property of every object', async ({ gogreen }) => {
    const flags = JSON.parse(
      '{"__proto__": {"on": 1}, "constructor": {"on": 1}, "checkout": {"__proto__": 1, "on": 1}}',
    );
    const { accepted, skipped } = await reportUsage(gogreen, place, { flags });
    expect(accepted).toBe(1);
    expect(skipped.map(({ path }) => path).toSorted()).toEqual([
      'flags.__proto__.on',
      'flags.checkout.__proto__',
      'flags.constructor.on',
    ]);
  });

  it('beyond the hundredth is counted in the answer and not named', async ({ gogreen }) => {
    const gone = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`gone-${index}`, { on: 1 }]));
    const answer = await reportUsage(gogreen, place, { flags: { checkout: { on: 1 }, ...gone } });
    expect(answer).toMatchObject({ accepted: 1, skipped: { length: 100 }, moreSkipped: 50 });
  });
});

describe('a batch that is refused as a whole', () => {
  const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  const many = (count: number) => Array.from({ length: count }, () => ({ name: 'buy', unit: 'u1' }));
  const cases: [what: string, batch: () => unknown, path: string][] = [
    ['is no object', () => [], ''],
    ['is null', () => null, ''],
    ['is a text', () => 'usage', ''],
    ['has no id', () => usageBatch(clock.now(), { id: undefined }), 'id'],
    ['has an id that is no UUID', () => usageBatch(clock.now(), { id: 'batch-1' }), 'id'],
    ['has no period', () => ({ id: randomUUID() }), 'from'],
    ['has a time without offset', () => usageBatch(clock.now(), { to: '2026-11-30T19:00:00' }), 'to'],
    ['has a time that is no day', () => usageBatch(clock.now(), { to: '2026-02-30T19:00:00Z' }), 'to'],
    ['ends before it begins', () => usageBatch(clock.now(), { from: at(0), to: at(-1) }), 'to'],
    [
      'is more than a day old',
      () => usageBatch(clock.now(), { from: at(-25 * HOUR), to: at(-24 * HOUR - 1) }),
      'to',
    ],
    ['is more than an hour ahead', () => usageBatch(clock.now(), { to: at(HOUR + 1) }), 'to'],
    ['has a list of flags', () => usageBatch(clock.now(), { flags: [] }), 'flags'],
    ['has an object of exposures', () => usageBatch(clock.now(), { exposures: {} }), 'exposures'],
    ['has too many events', () => usageBatch(clock.now(), { events: many(5_001) }), 'events'],
    [
      'has too many counts',
      () =>
        usageBatch(clock.now(), {
          flags: {
            checkout: Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`v${index}`, 1])),
          },
        }),
      'flags',
    ],
  ];

  it('fails with the path, and counts nothing', async ({ gogreen }) => {
    const ids = await placeOf(gogreen, place);
    for (const [what, batch, path] of cases) {
      const error = await recordUsage(gogreen.app, ids, batch()).catch((thrown: unknown) => thrown);
      if (!(error instanceof InvalidInputError)) throw new Error(`a batch that ${what} was not refused`);
      expect(error.issues[0]?.path, what).toBe(path);
    }
    expect(await counts(gogreen)).toEqual({});
  });
});

describe('times of a batch', () => {
  const report = (gogreen: TestApp, times: { from: number; to: number; sentAt?: number }) => {
    const shown = Object.entries(times).map(([name, ms]) => [name, new Date(clock.now().getTime() + ms)]);
    return reportUsage(gogreen, place, { ...Object.fromEntries(shown), flags: { checkout: { on: 1 } } });
  };
  const minuteAt = (ms: number) =>
    new Date(Math.floor((clock.now().getTime() + ms) / MINUTE) * MINUTE).toISOString();

  it('count for the minute in which its period ended', async ({ gogreen }) => {
    clock.set(minuteAt(MINUTE));
    await report(gogreen, { from: -2 * MINUTE, to: -MINUTE });
    expect(await minutes(gogreen), 'the end belongs to the next period').toEqual([minuteAt(-2 * MINUTE)]);
  });

  it('that are up to an hour ahead count as of now', async ({ gogreen }) => {
    await report(gogreen, { from: 30 * MINUTE, to: 59 * MINUTE });
    expect(await minutes(gogreen)).toEqual([minuteAt(-1)]);
  });

  it('by a clock that is years behind, or ahead, are moved by the difference that sentAt shows', async ({
    gogreen,
  }) => {
    const years = 3 * 365 * 24 * HOUR;
    for (const wrong of [-years, years])
      await report(gogreen, { from: wrong - 6 * MINUTE, to: wrong - 5 * MINUTE, sentAt: wrong });
    expect(await minutes(gogreen)).toEqual([minuteAt(-5 * MINUTE - 1)]);
    expect(await counts(gogreen)).toEqual({ 'checkout on': 2 });
    await expect(
      report(gogreen, { from: -years - 25 * HOUR, to: -years - 25 * HOUR, sentAt: -years }),
    ).rejects.toThrow('more than 24 hours ago');
  });
});
