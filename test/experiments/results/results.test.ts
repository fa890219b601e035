import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, updateFlagEnvironment } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command, fingerprint, refusal } from '#test/support/command.ts';
import {
  concludeExperiment,
  conversions,
  placeOfFlag,
  readExperiment,
  recordResults,
  startedExperiment,
} from '#test/support/experiments.ts';

const MINUTE = 60_000;
const clock = stopClockForFile();
const test = testWithApp({ worker: false });
let place: Awaited<ReturnType<typeof placeOfFlag>>;

test.beforeEach(async ({ gogreen }) => {
  place = await placeOfFlag(gogreen);
});

const significant = conversions({ off: [5_000, 300], on: [5_040, 374] });
const undecided = conversions({ off: [5_000, 300], on: [5_000, 310] });

describe('the same totals under the same id', () => {
  test('totals sent again under the same id change nothing and get the same answer, also when the experiment is concluded', async ({
    gogreen,
  }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const input = { experimentId, batchId: 'day-1', occurredAt: new Date().toISOString() };
    const first = await recordResults(gogreen, { ...input, variations: significant });
    expect(first.event).not.toBeNull();
    const before = await fingerprint(gogreen);
    const again = await recordResults(gogreen, { ...input, variations: significant.toReversed() });
    expect(again).toEqual(first);
    expect(await fingerprint(gogreen)).toEqual(before);
    await concludeExperiment(gogreen, { experimentId, winner: 'on' });
    expect((await recordResults(gogreen, { ...input, variations: significant })).event).toEqual(first.event);
  });

  test('totals sent twice at the same time are recorded once, with one event', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const input = {
      experimentId,
      batchId: 'race',
      occurredAt: new Date().toISOString(),
      variations: significant,
    };
    const answers = await Promise.all(Array.from({ length: 8 }, () => recordResults(gogreen, input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { rows } = await gogreen.app.database.pool.query(
      `SELECT (SELECT count(*)::int FROM experiment_batches WHERE experiment_id = $1) AS batches,
        (SELECT count(*)::int FROM events WHERE type = 'EXPERIMENT_RESULTS' AND flag_key = $2) AS events`,
      [experimentId, place.flagKey],
    );
    expect(rows).toEqual([{ batches: 1, events: 1 }]);
  });

  test('other totals under the same id are a conflict', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const input = { experimentId, batchId: 'day-1', occurredAt: new Date().toISOString() };
    await recordResults(gogreen, { ...input, variations: significant });
    const other = { code: 'CONFLICT', message: expect.stringContaining('"day-1" already, and they stand') };
    const recordOther = (change: object) =>
      refusal(gogreen, 'recordExperimentResults', { ...input, variations: significant, ...change });
    expect(await recordOther({ variations: undecided })).toMatchObject(other);
    clock.advance(MINUTE);
    expect(await recordOther({ occurredAt: new Date().toISOString() })).toMatchObject(other);
  });
});

test('older totals that arrive late do not replace newer ones', async ({ gogreen }) => {
  const { id: experimentId } = await startedExperiment(gogreen, place);
  const earlier = new Date().toISOString();
  clock.advance(60 * MINUTE);
  const later = new Date().toISOString();
  await recordResults(gogreen, { experimentId, occurredAt: later, variations: undecided });
  const late = await recordResults(gogreen, { experimentId, occurredAt: earlier, variations: significant });
  expect(late.results.treatments).toMatchObject([{ verdict: 'BETTER' }]);
  expect(late).toMatchObject({ event: null, experiment: { significant: [], results: { asOf: later } } });
});

test('result events are made once in each interval, counted from the start', async ({ gogreen }) => {
  const { id: experimentId } = await startedExperiment(gogreen, place, { reportEveryMinutes: 60 });
  const isTold = async (minutes: number) => {
    clock.advance(minutes * MINUTE);
    return (await recordResults(gogreen, { experimentId, variations: undecided })).event !== null;
  };
  // After 50, 55, 65, 119, 121 and 300 minutes.
  const told = [];
  for (const minutes of [50, 5, 10, 54, 2, 179]) told.push(await isTold(minutes));
  expect(told).toEqual([true, false, true, false, true, true]);
});

describe('results say', () => {
  test('results of a mean of which less is better follow Welch’s test and the normal approximation', async ({
    gogreen,
  }) => {
    const metric = { name: 'Latency', kind: 'MEAN' as const, higherIsBetter: false };
    const { id: experimentId } = await startedExperiment(gogreen, place, { metric });
    const variations = [
      { variation: 'off', count: 249, mean: 30.48101, standardDeviation: 6.10771 },
      { variation: 'on', count: 249, mean: 20.14458, standardDeviation: 6.4147 },
    ];
    await recordResults(gogreen, { experimentId, variations });
    const { results } = await readExperiment(gogreen, experimentId);
    expect(results?.variations[1]).toMatchObject({ count: 249, conversions: null, value: 20.14458 });
    const [on] = results?.treatments ?? [];
    expect(on?.verdict).toBe('BETTER');
    expect(on?.absoluteLift?.value).toBeCloseTo(-10.3364, 4);
    expect(on?.relativeLift?.value).toBeCloseTo(-0.3391, 4);
    expect(on?.chanceToBeatControl).toBeCloseTo(1, 10);
  });

  test('results without enough data say what is missing', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const reasonOf = async (off: [number, number], on: [number, number]) => {
      clock.advance(MINUTE);
      await recordResults(gogreen, { experimentId, variations: conversions({ off, on }) });
      const treatment = (await readExperiment(gogreen, experimentId)).results?.treatments[0];
      const nothing = { absoluteLift: null, relativeLift: null, pValue: null, chanceToBeatControl: null };
      expect(treatment).toMatchObject({ verdict: 'NOT_ENOUGH_DATA', ...nothing });
      return treatment?.notEnoughData;
    };
    expect(await reasonOf([0, 0], [0, 0])).toMatchObject({ reason: 'TOO_FEW_EXPOSURES' });
    expect(await reasonOf([100, 50], [99, 10])).toEqual({
      reason: 'TOO_FEW_EXPOSURES',
      explanation: 'Each of the two needs 100 exposures; "off" has 100, "on" has 99.',
    });
    expect(await reasonOf([500, 2], [500, 3])).toMatchObject({ reason: 'TOO_FEW_CONVERSIONS' });
    expect(await reasonOf([500, 0], [500, 0])).toMatchObject({ reason: 'NO_VARIANCE' });
  });

  test('results warn of a sample ratio mismatch', async ({ gogreen }) => {
    const split = [
      { variation: 'on', weight: 10 },
      { variation: 'off', weight: 90 },
    ];
    const { id: experimentId } = await startedExperiment(gogreen, place, { split });
    const mismatchOf = async (off: number, on: number) => {
      clock.advance(MINUTE);
      await recordResults(gogreen, {
        experimentId,
        variations: conversions({ off: [off, 10], on: [on, 10] }),
      });
      const { results, split: stored } = await readExperiment(gogreen, experimentId);
      expect(stored.map(({ variation }) => variation)).toEqual(['off', 'on']);
      return results?.sampleRatio?.mismatch ?? null;
    };
    expect(await mismatchOf(9_020, 980)).toBe(false);
    expect(await mismatchOf(8_800, 1_200)).toBe(true);
    expect(await mismatchOf(20, 20)).toBeNull();
  });
});

describe('applying a winner', () => {
  const winner = { winner: 'on', apply: true };

  test('applying a winner where changes need an approval concludes the experiment and says what to do', async ({
    gogreen,
  }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    await command(gogreen, 'updateEnvironment', {
      projectKey: place.projectKey,
      key: 'production',
      requiresApproval: true,
    });
    const { experiment, event, flagEvent } = await concludeExperiment(gogreen, { experimentId, ...winner });
    const conclusion = {
      winner: 'on',
      applied: false,
      notAppliedBecause:
        'Changes of flags in "production" need an approval: propose with proposeFlagChange to serve "on".',
    };
    expect(experiment).toMatchObject({ state: 'CONCLUDED', conclusion });
    expect(event?.conclusion).toEqual(conclusion);
    expect(flagEvent).toBeNull();
  });

  test('applying a winner that is served already changes nothing', async ({ gogreen }) => {
    await updateFlagEnvironment(gogreen, { ...place, enabled: true, fallthrough: { variation: 'on' } });
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const { experiment, flagEvent } = await concludeExperiment(gogreen, { experimentId, ...winner });
    expect(experiment.conclusion).toMatchObject({ applied: true });
    expect(flagEvent).toBeNull();
  });

  test('applying a winner to an archived flag is rejected', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const { projectKey, flagKey } = place;
    await command(gogreen, 'updateFlag', { projectKey, key: flagKey, lifecycle: 'ARCHIVED' });
    const answer = await refusal(gogreen, 'concludeExperiment', { experimentId, ...winner });
    expect(answer).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is archived') });
  });

  test('applying a winner twice at the same time applies it once', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place);
    const answers = await Promise.all(
      ['on', 'off'].map((key) =>
        command(gogreen, 'concludeExperiment', { experimentId, winner: key, apply: true }),
      ),
    );
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
      'ConcludeExperimentPayload',
      'ConflictError',
    ]);
  });
});

test('lists of experiments can be filtered, and a flag lists its own', async ({ gogreen }) => {
  const { projectKey } = place;
  const { key: other } = await createFlag(gogreen, { projectKey });
  const { id: running } = await startedExperiment(gogreen, place);
  const { id: elsewhere } = await startedExperiment(gogreen, {
    ...place,
    flagKey: other,
    environmentKey: 'development',
  });
  await concludeExperiment(gogreen, { experimentId: elsewhere });
  const { data } = await gogreen.send(
    `query ($key: String!, $flag: String!) {
      project(key: $key) {
        all: experiments { edges { node { id } } }
        running: experiments(filter: { states: [RUNNING] }) { edges { node { id } } }
        byFlag: experiments(filter: { flagKey: $flag }) { edges { node { id } } }
        byPlace: experiments(filter: { environmentKey: "development", flagKey: $flag }) { edges { node { id } } }
      }
      flag(projectKey: $key, key: $flag) { experiments(first: 1) { edges { node { id } } } }
    }`,
    { key: projectKey, flag: other },
  );
  const page = (...ids: string[]) => ({ edges: ids.map((id) => ({ node: { id } })) });
  expect(data).toEqual({
    project: {
      all: page(elsewhere, running),
      running: page(running),
      byFlag: page(elsewhere),
      byPlace: page(elsewhere),
    },
    flag: { experiments: page(elsewhere) },
  });
});
