/**
 * The totals of experiments that count automatically, against a plain recomputation from everything that was reported: in
 * random order, in random batches, with repeated batches, by two processes, counted in between.
 */

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect } from 'vitest';
import { countExperiments } from '#src/experiments/counting/count-experiments.job.ts';
import { recordUsage } from '#src/usage/record-usage.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readExperiment, startedExperiment } from '#test/support/experiments.ts';
import { placeOf } from '#test/support/usage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const clock = stopClockForFile();
const it = testWithApp({ worker: false, now: clock.now });
let other: TestApp;

it.beforeAll(async ({ gogreen }) => {
  other = await startTestApp({
    worker: false,
    databaseUrl: gogreen.databaseUrl,
    encryptionKeys: gogreen.encryptionKeys,
    now: clock.now,
  });
});
it.afterAll(() => other.close());

/** What happened: an exposure has a variation, an event has a value. Times are minutes since the start. */
interface Happening {
  unit: string;
  minute: number;
  variation?: string;
  value?: number;
}

/** Few units and minutes, so that ties, repetitions and units in two variations are frequent. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    minute: fc.integer({ min: -2, max: 9 }),
    variation: fc.constantFrom('off', 'on', 'other'),
  }),
  fc.record({
    unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'nobody'),
    minute: fc.integer({ min: -2, max: 9 }),
    value: fc.integer({ min: -3, max: 8 }),
  }),
);

const streams = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 60 }),
  batchSize: fc.integer({ min: 1, max: 12 }),
  /** Before this share of the batches has arrived, everything is counted and settled once. */
  countAfter: fc.double({ min: 0, max: 1, noNaN: true }),
  repeated: fc.array(fc.nat(1_000), { maxLength: 5 }),
});

interface Expected {
  count: number;
  conversions: number;
  values: number[];
  mixed: number;
}

/** Straight from the definition, with everything at hand. */
function recompute(happenings: Happening[]): Record<'off' | 'on', Expected> {
  const exposures = happenings.filter(
    ({ variation, minute }) => (variation === 'off' || variation === 'on') && minute >= 0,
  );
  const totals = {
    off: { count: 0, conversions: 0, values: [] as number[], mixed: 0 },
    on: { count: 0, conversions: 0, values: [] as number[], mixed: 0 },
  };
  for (const [unit, own] of Map.groupBy(exposures, (each) => each.unit)) {
    const first = own.toSorted(
      (left, right) =>
        left.minute - right.minute || (left.variation ?? '').localeCompare(right.variation ?? ''),
    )[0];
    if (!first) continue;
    const acts = happenings.filter(
      (each) => each.unit === unit && each.value !== undefined && each.minute >= first.minute,
    );
    const total = totals[first.variation as 'off' | 'on'];
    total.count += 1;
    total.conversions += acts.length > 0 ? 1 : 0;
    total.values.push(acts.reduce((sum, { value = 0 }) => sum + value, 0));
    total.mixed += new Set(own.map(({ variation }) => variation)).size > 1 ? 1 : 0;
  }
  return totals;
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function deviationOf(values: number[]): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

describe('totals of an experiment that counts automatically', () => {
  let start: Date;
  beforeAll(() => {
    start = clock.now();
  });

  it('are those of a plain recomputation, for random streams in any order with repeated batches', async ({
    gogreen,
  }) => {
    const property = fc.asyncProperty(streams, async ({ happenings, batchSize, countAfter, repeated }) => {
      start = clock.now();
      const { place, ids } = await startBoth(gogreen);
      clock.advance(10 * MINUTE);
      const batches = batchesOf(happenings, batchSize, start);
      const arrivals = [...batches, ...repeated.flatMap((index) => batches[index % batches.length] ?? [])];
      const middle = Math.floor(countAfter * arrivals.length);
      const environment = await placeOf(gogreen, place);
      for (const [index, batch] of arrivals.entries()) {
        if (index === middle) await countExperiments(gogreen.app, {});
        await recordUsage((index % 2 === 0 ? gogreen : other).app, environment, batch);
      }
      await compareBoth(gogreen, ids, happenings);
      // Everything is old enough to be settled: events become values of their units.
      clock.advance(26 * HOUR);
      await countExperiments(gogreen.app, {});
      expect((await gogreen.app.database.pool.query('SELECT FROM experiment_unit_events')).rowCount).toBe(0);
      await compareBoth(gogreen, ids, happenings);
      await conclude(gogreen, ids);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('are the same when many batches arrive at two processes at the same moment', async ({ gogreen }) => {
    start = clock.now();
    const { place, ids } = await startBoth(gogreen);
    clock.advance(10 * MINUTE);
    const happenings = fc.sample(happening, { numRuns: 400, seed: 7 });
    const batches = batchesOf(happenings, 8, start);
    const environment = await placeOf(gogreen, place);
    await Promise.all(
      [gogreen, other, gogreen].flatMap(({ app }) =>
        batches.map((batch) => recordUsage(app, environment, batch)),
      ),
    );
    await compareBoth(gogreen, ids, happenings);
    await conclude(gogreen, ids);
  });
});

/** A flag with an experiment on a rate and one on a mean. */
async function startBoth(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, {
    projectKey,
    key: 'checkout',
    kind: 'STRING',
    variations: ['off', 'on', 'other'].map((key) => ({ key, value: key })),
  });
  const place = { projectKey, flagKey: 'checkout', environmentKey: 'production' };
  const design = { counting: 'AUTOMATIC', minimumSample: 2 } as const;
  const rate = await startedExperiment(gogreen, place, {
    ...design,
    metric: { name: 'buy', kind: 'CONVERSION' },
  });
  const mean = await startedExperiment(gogreen, place, { ...design, metric: { name: 'buy', kind: 'MEAN' } });
  return { place, ids: { rate: rate.id, mean: mean.id } };
}

function batchesOf(happenings: Happening[], size: number, start: Date) {
  const at = (minute: number) => new Date(start.getTime() + minute * MINUTE).toISOString();
  const batches = [];
  for (let first = 0; first < happenings.length; first += size) {
    const own = happenings.slice(first, first + size);
    batches.push({
      id: randomUUID(),
      from: at(0),
      to: at(10),
      exposures: own.flatMap(({ unit, minute, variation }) =>
        variation === undefined ? [] : [{ flag: 'checkout', variation, unit, time: at(minute) }],
      ),
      events: own.flatMap(({ unit, minute, value }) =>
        value === undefined ? [] : [{ name: 'buy', unit, value, time: at(minute) }],
      ),
    });
  }
  return batches;
}

async function compareBoth(gogreen: TestApp, ids: { rate: string; mean: string }, happenings: Happening[]) {
  await countExperiments(gogreen.app, {});
  const expected = recompute(happenings);
  const units = expected.off.count + expected.on.count;
  const mixedUnits = expected.off.mixed + expected.on.mixed;
  const rate = await readExperiment(gogreen, ids.rate);
  const mean = await readExperiment(gogreen, ids.mean);
  for (const { counted } of [rate, mean]) expect(counted).toMatchObject({ units, mixedUnits });
  if (units === 0) return expect([rate.results, mean.results]).toEqual([null, null]);
  expect(rate.results?.variations).toMatchObject(
    (['off', 'on'] as const).map((variation) => ({
      variation,
      count: expected[variation].count,
      conversions: expected[variation].conversions,
    })),
  );
  for (const variation of ['off', 'on'] as const) {
    const { values } = expected[variation];
    const found = mean.results?.variations.find((each) => each.variation === variation);
    expect(found?.count).toBe(values.length);
    if (values.length === 0) continue;
    expect(found?.value).toBeCloseTo(meanOf(values), 9);
    expect(found?.standardDeviation).toBeCloseTo(deviationOf(values), 9);
  }
}

/** Experiments of earlier runs are not counted again. */
async function conclude(gogreen: TestApp, ids: Record<string, string>): Promise<void> {
  for (const id of Object.values(ids)) {
    const { errors } = await gogreen.send(
      'mutation ($id: ID!) { concludeExperiment(input: { experimentId: $id }) { __typename } }',
      { id },
    );
    expect(errors).toBeUndefined();
  }
  await countExperiments(gogreen.app, {});
  expect((await gogreen.app.database.pool.query('SELECT FROM experiment_units')).rowCount).toBe(0);
}
