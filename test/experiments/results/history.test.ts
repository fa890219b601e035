import { describe, expect, test as pureTest } from 'vitest';
import type { Design } from '#src/experiments/design.ts';
import { powerOf } from '#src/experiments/results/power.ts';
import { computeResults } from '#src/experiments/results/results.ts';
import { neededForMeans, neededForRates } from '#src/experiments/statistics/needed-sample.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { conversions, placeOfFlag, recordResults, startedExperiment } from '#test/support/experiments.ts';

const HOUR = 3_600_000;
const clock = stopClockForFile();
const test = testWithApp({ worker: false });

type History = { asOf: string; variations: { count: number }[] }[];

const read =
  'query ($id: ID!, $points: Int!) { node(id: $id) { ... on Experiment { history(points: $points) { asOf variations { count } } } } }';

describe('the history of an experiment', () => {
  test('has the results of all totals by their time, whatever the order in which they came', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, await placeOfFlag(gogreen));
    const at = Date.now();
    clock.advance(4 * HOUR);
    for (const hour of [1, 3, 2]) {
      const occurredAt = new Date(at + hour * HOUR).toISOString();
      const variations = conversions({ off: [hour * 1_000, 80], on: [hour * 1_000, 90] });
      await recordResults(gogreen, { experimentId: id, occurredAt, variations });
    }
    const history = await readHistory(gogreen, id, 50);
    expect(history.map(({ asOf, variations }) => [asOf, variations[0]?.count])).toEqual(
      [1, 2, 3].map((hour) => [new Date(at + hour * HOUR).toISOString(), hour * 1_000]),
    );
  });

  test('with more totals than points has the last results of each part of the time, the newest included', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, await placeOfFlag(gogreen));
    for (let hour = 1; hour <= 40; hour += 1) {
      clock.advance(HOUR);
      const variations = conversions({ off: [hour * 100, 8], on: [hour * 100, 9] });
      await recordResults(gogreen, { experimentId: id, variations });
    }
    const history = await readHistory(gogreen, id, 5);
    const counts = history.map(({ variations }) => variations[0]?.count);
    expect(counts).toEqual([1_000, 2_000, 3_000, 3_900, 4_000]);
  });

  test('refuses numbers of points and effects that are out of bounds', async ({ gogreen }) => {
    const { id } = await startedExperiment(gogreen, await placeOfFlag(gogreen));
    for (const points of [1, 201, -5]) {
      const { errors } = await gogreen.send(read, { id, points });
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
      expect(errors?.[0]?.message).toContain('must be 2 to 200');
    }
    for (const effect of [0, -0.1, 11]) {
      const query =
        'query ($id: ID!, $effect: Float!) { node(id: $id) { ... on Experiment { power(effect: $effect) { needed } } } }';
      const { errors } = await gogreen.send(query, { id, effect });
      expect(errors?.[0]?.message).toContain('must be 0.001 to 10');
    }
  });
});

async function readHistory(gogreen: TestApp, id: string, points: number): Promise<History> {
  const { data } = await gogreen.send(read, { id, points });
  const node = data?.['node'] as { history: History } | undefined;
  return node?.history ?? [];
}

describe('the sample that a test needs', () => {
  const usual = { alpha: 0.05, power: 0.8, ratio: 1 };

  pureTest('for two rates is that of R’s power.prop.test', () => {
    // From the examples of its documentation: power.prop.test(p1 = .50, p2 = .75, power = .90) gives n = 76.7.
    expect(neededForRates(0.5, 0.75, { ...usual, power: 0.9 })).toBeCloseTo(76.7, 1);
  });

  pureTest(
    'for two means is that of the normal approximation, and smaller for control if the treatment is larger',
    () => {
      // 2 × (1.959964 + 0.841621)² for a difference of one standard deviation.
      expect(neededForMeans(1, 1, usual)).toBeCloseTo(15.6978, 4);
      expect(neededForMeans(1, 1, { ...usual, ratio: 9 })).toBeCloseTo(8.721, 4);
    },
  );
});

describe('the power of an experiment', () => {
  const design: Design = {
    hypothesis: 'More people buy.',
    control: 'off',
    treatments: ['on'],
    metric: { name: 'Purchases', kind: 'CONVERSION', higherIsBetter: true },
    split: [
      { variation: 'off', weight: 1 },
      { variation: 'on', weight: 1 },
    ],
    alpha: 0.05,
    minimumSample: 100,
  };
  const start = new Date('2026-01-01T00:00:00Z');
  const afterDays = (days: number) => new Date(start.getTime() + days * 24 * HOUR);
  const totals = (variation: string, count: number, converted: number) => ({
    variation,
    count,
    conversions: converted,
    mean: null,
    standardDeviation: null,
  });
  const at = (off: [number, number], on: [number, number], changed: Partial<Design> = {}) =>
    computeResults({ ...design, ...changed }, [totals('off', ...off), totals('on', ...on)], afterDays(10));

  pureTest('says how many exposures are missing, and for how many days at the present pace', () => {
    const power = powerOf(design, at([5_000, 500], [5_000, 520]), start, 0.1);
    // R: power.prop.test(p1 = .10, p2 = .11, power = .80) gives n = 14,750.8 in each variation.
    expect(power?.needed).toBe(29_502);
    expect(power).toMatchObject({ counted: 10_000, missing: 19_502 });
    expect(power?.missingDays).toBeCloseTo(19.502, 3);
    expect(power?.detectableEffect).toBeGreaterThan(0.1);
    const enough = powerOf(design, at([5_000, 500], [5_000, 520]), start, power?.detectableEffect ?? 0);
    expect(enough).toMatchObject({ missing: 0, missingDays: 0 });
  });

  pureTest('needs the minimum sample in each variation, and more with an uneven split', () => {
    const large = powerOf({ ...design, minimumSample: 50_000 }, at([5_000, 500], [5_000, 520]), start, 0.1);
    expect(large?.needed).toBe(100_000);
    const split = [
      { variation: 'off', weight: 9 },
      { variation: 'on', weight: 1 },
    ];
    const uneven = powerOf({ ...design, split }, at([9_000, 900], [1_000, 104], { split }), start, 0.1);
    expect(uneven?.needed).toBeGreaterThan(29_502 * 2);
  });

  pureTest('of a metric of which less is better looks for a lower one', () => {
    const metric = { ...design.metric, higherIsBetter: false };
    const power = powerOf({ ...design, metric }, at([5_000, 500], [5_000, 480], { metric }), start, 0.1);
    expect(power?.needed).toBe(
      2 * Math.ceil(neededForRates(0.1, 0.09, { alpha: 0.05, power: 0.8, ratio: 1 })),
    );
  });

  pureTest('is unknown without conversions of control, and for rates above 1', () => {
    expect(powerOf(design, at([5_000, 0], [5_000, 20]), start, 0.1)).toBeNull();
    expect(powerOf(design, at([5_000, 4_000], [5_000, 4_100]), start, 0.5)).toBeNull();
    expect(powerOf(design, at([0, 0], [0, 0]), start, 0.1)).toBeNull();
  });
});
