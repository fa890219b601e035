import { describe, expect } from 'vitest';
import { countExperiments } from '#src/experiments/counting/count-experiments.job.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import {
  concludeExperiment,
  conversions,
  createExperiment,
  placeOfFlag,
  readExperiment,
  recordResults,
  startedExperiment,
} from '#test/support/experiments.ts';
import { reportUsage } from '#test/support/usage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const clock = stopClockForFile();
const it = testWithApp({ worker: false, now: clock.now });
let place: Awaited<ReturnType<typeof placeOfFlag>>;
const automatic = { counting: 'AUTOMATIC', metric: { name: 'buy', kind: 'CONVERSION' } } as const;

it.beforeEach(async ({ gogreen }) => {
  place = await placeOfFlag(gogreen);
});
it.afterEach(async ({ gogreen }) => {
  await gogreen.app.database.pool.query('DELETE FROM experiments');
  await count(gogreen);
});

const exposure = (unit: string, variation: string) => ({ flag: place.flagKey, variation, unit });
const buys = (unit: string) => ({ name: 'buy', unit });
const units = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const count = (gogreen: TestApp) => countExperiments(gogreen.app, {});

/** Exposes units to both variations; of each some convert. */
async function reportRound(
  gogreen: TestApp,
  name: string,
  { off, on }: Record<'off' | 'on', [number, number]>,
) {
  for (const [variation, [exposed, converted]] of Object.entries({ off, on })) {
    const who = units(`${name}-${variation}`, exposed);
    await reportUsage(gogreen, place, {
      exposures: who.map((unit) => exposure(unit, variation)),
      events: who.slice(0, converted).map(buys),
    });
  }
}

async function variationsOf(gogreen: TestApp, id: string) {
  const { results } = await readExperiment(gogreen, id);
  return Object.fromEntries(
    (results?.variations ?? []).map((each) => [each.variation, [each.count, each.conversions]]),
  );
}

async function resultEvents(gogreen: TestApp) {
  const { data } = await gogreen.send(
    `query ($key: String!) { project(key: $key) { events(first: 50, filter: { types: [EXPERIMENT_RESULTS] }) {
      edges { node { occurredAt actor { name } ... on ExperimentEvent { significanceReached } } } } } }`,
    { key: place.projectKey },
  );
  const { project } = data as { project: { events: { edges: { node: object }[] } } };
  return project.events.edges.map(({ node }) => node);
}

const stored = async ({ app }: TestApp) =>
  (await app.database.pool.query<{ row: string }>('SELECT u::text AS row FROM experiment_units u')).rows;

describe('an experiment that counts automatically', () => {
  it('has the totals of what applications report, with statistics as for recorded ones', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    await reportRound(gogreen, 'first', { off: [500, 30], on: [510, 80] });
    clock.advance(MINUTE);
    await count(gogreen);
    const { results, counted } = await readExperiment(gogreen, id);
    expect(results).toMatchObject({
      variations: [
        { variation: 'off', count: 500, conversions: 30 },
        { variation: 'on', count: 510, conversions: 80 },
      ],
      treatments: [{ variation: 'on', verdict: 'BETTER' }],
      sampleRatio: { mismatch: false },
    });
    expect(counted).toEqual({
      at: clock.now().toISOString(),
      units: 1_010,
      mixedUnits: 0,
      isFull: false,
      warnings: [],
    });
  });

  it('takes exposures by its id, too, and none of other flags, variations, environments or times', async ({
    gogreen,
  }) => {
    await createFlag(gogreen, { projectKey: place.projectKey, key: 'other' });
    clock.advance(HOUR);
    const { id } = await startedExperiment(gogreen, place, automatic);
    const before = new Date(clock.now().getTime() - 1).toISOString();
    const { skipped } = await reportUsage(gogreen, place, {
      exposures: [
        { experiment: id, variation: 'on', unit: 'u1' },
        { experiment: id, variation: 'purple', unit: 'u2' },
        { flag: 'other', variation: 'on', unit: 'u3' },
        { ...exposure('u4', 'on'), time: before },
      ],
    });
    expect(skipped).toEqual([
      { path: 'exposures.1', message: 'the experiment compares no variation with this key' },
    ]);
    const elsewhere = { ...place, environmentKey: 'development' };
    const { skipped: there } = await reportUsage(gogreen, elsewhere, {
      exposures: [exposure('u5', 'on'), { experiment: id, variation: 'on', unit: 'u6' }],
    });
    expect(there).toMatchObject([{ path: 'exposures.1' }]);
    await count(gogreen);
    expect(await variationsOf(gogreen, id)).toEqual({ off: [0, 0], on: [1, 0] });
  });

  it('reports its results once at the end of each interval, however often it is counted', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, place, { ...automatic, reportEveryMinutes: 60 });
    const start = clock.now().getTime();
    await reportRound(gogreen, 'first', { off: [500, 30], on: [510, 80] });
    for (let round = 0; round < 26; round += 1) {
      clock.advance(5 * MINUTE);
      await reportUsage(gogreen, place, { exposures: [exposure(`late-${round}`, 'off')] });
      await count(gogreen);
    }
    expect(await resultEvents(gogreen)).toEqual([
      {
        occurredAt: new Date(start + 2 * HOUR).toISOString(),
        actor: { name: 'GoGreen' },
        significanceReached: [],
      },
      {
        occurredAt: new Date(start + HOUR).toISOString(),
        actor: { name: 'GoGreen' },
        significanceReached: ['on'],
      },
    ]);
    const { rowCount } = await gogreen.app.database.pool.query(
      'SELECT FROM experiment_batches WHERE experiment_id = $1',
      [id],
    );
    expect(rowCount, 'a batch for each hour').toBeLessThanOrEqual(4);
  });

  it('that nobody was exposed to has no results and reports nothing', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, { ...automatic, reportEveryMinutes: 5 });
    clock.advance(HOUR);
    await reportUsage(gogreen, place, { events: [buys('u1')] });
    await count(gogreen);
    expect(await readExperiment(gogreen, id)).toMatchObject({ results: null, counted: { units: 0 } });
    expect(await resultEvents(gogreen)).toEqual([]);
  });

  it('counts a unit in two variations for the first one, and warns when there are many', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    const who = units('user', 100);
    await reportUsage(gogreen, place, { exposures: who.map((unit) => exposure(unit, 'off')) });
    clock.advance(MINUTE);
    await reportUsage(gogreen, place, { exposures: who.slice(0, 1).map((unit) => exposure(unit, 'on')) });
    await count(gogreen);
    expect((await readExperiment(gogreen, id)).counted).toMatchObject({ mixedUnits: 1, warnings: [] });
    await reportUsage(gogreen, place, { exposures: who.slice(0, 2).map((unit) => exposure(unit, 'on')) });
    await count(gogreen);
    const { counted } = await readExperiment(gogreen, id);
    expect(counted?.mixedUnits).toBe(2);
    expect(counted?.warnings).toEqual([
      '2 of 100 units (2.0 %) were exposed to more than one variation and count for the first one: the flag splits by something else than the unit that is reported, or its rollout was changed.',
    ]);
    expect(await variationsOf(gogreen, id)).toEqual({ off: [100, 0], on: [0, 0] });
  });

  it('stores no id of a unit, and another hash of the same unit in another experiment', async ({
    gogreen,
  }) => {
    await startedExperiment(gogreen, place, automatic);
    await startedExperiment(gogreen, place, automatic);
    await reportUsage(gogreen, place, { exposures: [exposure('ada@example.com', 'on')] });
    const rows = (await stored(gogreen)).map(({ row }) => row);
    expect(rows).toHaveLength(2);
    expect(rows.join()).not.toContain(Buffer.from('ada@example.com').toString('hex'));
    expect(new Set(rows.map((row) => /\\\\x([0-9a-f]{32})/.exec(row)?.[1])).size).toBe(2);
  });

  it('that is full leaves new units out, and knows what the others do', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    await reportUsage(gogreen, place, { exposures: [exposure('u1', 'on')] });
    await gogreen.app.database.pool.query(
      `UPDATE experiments SET counted = '{"at":"2026-01-01T00:00:00.000Z","units":1,"mixedUnits":0,"isFull":true}'`,
    );
    const warnings = (await readExperiment(gogreen, id)).counted?.warnings;
    expect(warnings).toEqual([
      '1,000,000 units and events are stored, which is the limit: new units are left out.',
    ]);
    await reportUsage(gogreen, place, {
      exposures: [exposure('u2', 'on')],
      events: [buys('u1'), buys('u2')],
    });
    await count(gogreen);
    expect(await variationsOf(gogreen, id)).toEqual({ off: [0, 0], on: [1, 1] });
  });

  it('is counted a last time when it is concluded, and its units are deleted', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    await reportRound(gogreen, 'first', { off: [20, 1], on: [30, 2] });
    await concludeExperiment(gogreen, { experimentId: id, winner: 'on' });
    expect(await variationsOf(gogreen, id)).toEqual({ off: [20, 1], on: [30, 2] });
    expect(await stored(gogreen)).toHaveLength(50);
    await reportUsage(gogreen, place, { exposures: [exposure('late', 'on')] });
    await count(gogreen);
    expect(await stored(gogreen)).toEqual([]);
    expect(await variationsOf(gogreen, id)).toEqual({ off: [20, 1], on: [30, 2] });
  });

  it('deletes the events of units that were never exposed a day after them', async ({ gogreen }) => {
    await startedExperiment(gogreen, place, automatic);
    await reportUsage(gogreen, place, { events: [buys('u1')], exposures: [exposure('u2', 'on')] });
    clock.advance(25 * HOUR);
    await count(gogreen);
    expect(await stored(gogreen)).toHaveLength(2);
    clock.advance(1);
    await count(gogreen);
    expect(await stored(gogreen)).toHaveLength(1);
  });

  it('refuses totals that are recorded', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    const variations = conversions({ off: [10, 1], on: [10, 1] });
    await expect(recordResults(gogreen, { experimentId: id, variations })).rejects.toThrow(
      'counts automatically',
    );
  });

  it('cannot be the hundred-and-first of its environment', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, automatic);
    await gogreen.app.database.pool.query(
      `INSERT INTO experiments (id, project_id, environment_id, flag_id, flag_key, name, state, design, report_every_minutes, counting, started_at)
       SELECT 'exp_' || n, project_id, environment_id, flag_id, flag_key, name, state, design, report_every_minutes, counting, started_at
       FROM experiments, generate_series(1, 99) AS n WHERE id = $1`,
      [id],
    );
    await expect(startedExperiment(gogreen, place, automatic)).rejects.toThrow(
      'count automatically, which is the limit',
    );
    await startedExperiment(gogreen, { ...place, environmentKey: 'development' }, automatic);
    await startedExperiment(gogreen, place);
  });
});

it('a batch whose entries count for several experiments counts 20,000 times, and the rest is skipped', async ({
  gogreen,
}) => {
  for (let started = 0; started < 5; started++) await startedExperiment(gogreen, place, automatic);
  clock.advance(MINUTE);
  const events = Array.from({ length: 5_000 }, (_, number) => ({ name: 'buy', unit: `u${number % 10}` }));
  const answer = await reportUsage(gogreen, place, { exposures: [exposure('u1', 'on')], events });
  expect(answer).toMatchObject({ accepted: 4_000, moreSkipped: 901 });
  expect(answer.skipped[0]).toEqual({
    path: 'events.3999',
    message: expect.stringContaining('20,000 times'),
  });
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT count(*)::int AS units FROM experiment_units',
  );
  expect(rows).toEqual([{ units: 50 }]);
});

describe('the counting of an experiment', () => {
  const update = (gogreen: TestApp, experimentId: string) =>
    gogreen.send(
      `mutation ($input: UpdateExperimentInput!) { updateExperiment(input: $input) {
        __typename ... on UpdateExperimentPayload { experiment { counting } } ... on Error { message } } }`,
      { input: { experimentId, counting: 'AUTOMATIC' } },
    );

  it('is that of recorded totals by default, which ignores what applications report', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, { metric: automatic.metric });
    const { skipped } = await reportUsage(gogreen, place, {
      exposures: [exposure('u1', 'on'), { experiment: id, variation: 'on', unit: 'u1' }],
    });
    expect(skipped).toMatchObject([{ path: 'exposures.1' }]);
    await count(gogreen);
    expect(await readExperiment(gogreen, id)).toMatchObject({
      counting: 'RECORDED',
      counted: null,
      results: null,
    });
  });

  it('can be changed of a draft, with an entry in the audit log, and not once it runs', async ({
    gogreen,
  }) => {
    const id = await createExperiment(gogreen, place);
    expect((await update(gogreen, id)).data?.['updateExperiment']).toMatchObject({
      experiment: { counting: 'AUTOMATIC' },
    });
    const { rows } = await gogreen.app.database.pool.query(
      'SELECT before, after FROM audit_entries WHERE subject_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    expect(rows).toEqual([{ before: { counting: 'RECORDED' }, after: { counting: 'AUTOMATIC' } }]);
    const { id: running } = await startedExperiment(gogreen, place);
    expect((await update(gogreen, running)).data?.['updateExperiment']).toMatchObject({
      message: expect.stringContaining('counting cannot be changed any more'),
    });
  });
});
