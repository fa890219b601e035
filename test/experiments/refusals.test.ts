import { describe, expect } from 'vitest';
import type { CreateExperimentInput } from '#generated/graphql/graphql.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, deleteFlag } from '#test/support/builders.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import {
  concludeExperiment,
  conversions,
  createExperiment,
  newExperiment,
  recordResults,
  startedExperiment,
} from '#test/support/experiments.ts';

const test = testWithApp({ worker: false });
let place: { projectKey: string; flagKey: string; environmentKey: string };

test.beforeEach(async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  const variations = ['a', 'b', 'c'].map((key) => ({ key, value: key }));
  const { key: flagKey } = await createFlag(gogreen, { projectKey, kind: 'STRING', variations });
  place = { projectKey, flagKey, environmentKey: 'production' };
});

const ab = { control: 'a', treatments: ['b'] };
const now = () => new Date().toISOString();

describe('a new experiment', () => {
  const cases: [name: string, change: Partial<CreateExperimentInput>, issues: Record<string, string>][] = [
    [
      'an unknown control',
      { control: 'x' },
      { control: 'the flag has no variation "x"; it has "a", "b", "c"' },
    ],
    [
      'an unknown treatment',
      { treatments: ['b', 'x'] },
      { 'treatments.1': 'the flag has no variation "x"; it has "a", "b", "c"' },
    ],
    [
      'a treatment that is the control',
      { treatments: ['a'] },
      { 'treatments.0': '"a" is the control; name another variation' },
    ],
    ['a treatment named twice', { treatments: ['b', 'b'] }, { 'treatments.1': '"b" is named twice' }],
    [
      'no treatment',
      { treatments: [] },
      { treatments: 'name at least one variation to compare with control' },
    ],
    [
      'a split that lacks a variation and has a foreign one',
      {
        split: [
          { variation: 'a', weight: 1 },
          { variation: 'c', weight: 1 },
        ],
      },
      {
        'split.1.variation': '"c" is neither the control nor a treatment; leave it out',
        split: 'lacks "b"; give a weight to each variation',
      },
    ],
    [
      'a weight of nothing',
      {
        split: [
          { variation: 'a', weight: 0 },
          { variation: 'b', weight: 1 },
        ],
      },
      { 'split.0.weight': 'must be above 0' },
    ],
    ['a blank name', { name: ' ' }, { name: 'must not be empty' }],
    ['a blank hypothesis', { hypothesis: '' }, { hypothesis: 'must not be empty' }],
    ['an impossible level', { alpha: 0 }, { alpha: 'must be 0.0001 to 0.5; 0.05 is usual' }],
    ['a sample of one', { minimumSample: 1 }, { minimumSample: 'must be 2 or more' }],
    ['no interval', { reportEveryMinutes: 0 }, { reportEveryMinutes: 'must be 1 minute or more' }],
  ];
  test.for(cases)('is refused with %s', async ([_name, change, issues], { gogreen }) => {
    const input = newExperiment(place, { ...ab, ...change });
    expect(await refusedIssues(gogreen, 'createExperiment', input)).toEqual(issues);
  });

  test.for(['projectKey', 'flagKey', 'environmentKey'])(
    'is refused where there is no such %s',
    async (field, { gogreen }) => {
      const input = { ...newExperiment(place, ab), [field]: 'nowhere' };
      expect(await refusal(gogreen, 'createExperiment', input)).toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});

describe('totals', () => {
  const record = (experimentId: string, variations: object[], rest: object = {}) => ({
    experimentId,
    batchId: 'batch',
    occurredAt: now(),
    variations,
    ...rest,
  });
  const good = conversions({ a: [10, 1], b: [10, 2] });

  test.for([
    [
      'more conversions than exposures',
      { b: [10, 11] },
      { 'variations.1.conversions': /at most the exposures, which are 10/ },
    ],
    [
      'negative numbers',
      { b: [-1, -2] },
      { 'variations.1.exposures': /0 or more/, 'variations.1.conversions': /0 or more/ },
    ],
    [
      'a variation that is not compared',
      { b: [1, 1], c: [1, 1] },
      { 'variations.2.variation': /"c" is not in the experiment; it compares "a", "b"/ },
    ],
    ['a variation that is missing', {}, { variations: /lacks "b"/ }],
  ] as const)('are refused with %s', async ([_name, totals, expected], { gogreen }) => {
    const { id } = await startedExperiment(gogreen, place, ab);
    const variations = conversions({ a: [10, 1], ...(totals as Record<string, [number, number]>) });
    const issues = await refusedIssues(gogreen, 'recordExperimentResults', record(id, variations));
    expect(Object.keys(issues)).toEqual(Object.keys(expected));
    for (const [path, message] of Object.entries(expected)) expect(issues[path]).toMatch(message);
  });

  test('totals with a variation named twice, or with fields of another kind of metric, are rejected', async ({
    gogreen,
  }) => {
    const { id } = await startedExperiment(gogreen, place, ab);
    const twice = record(id, [...good, ...conversions({ b: [1, 1] })]);
    expect(await refusedIssues(gogreen, 'recordExperimentResults', twice)).toEqual({
      'variations.2.variation': '"b" is named twice',
    });
    const mean = { count: 10, mean: 1, standardDeviation: 1 };
    const other = record(id, [good[0] ?? {}, { variation: 'b', ...mean }]);
    const issues = await refusedIssues(gogreen, 'recordExperimentResults', other);
    expect(issues).toMatchObject({
      'variations.1.exposures': 'must be given: the metric is a CONVERSION',
      'variations.1.mean': 'must be left out: the metric is a CONVERSION, which takes exposures, conversions',
    });
  });

  test('impossible totals of a mean are rejected', async ({ gogreen }) => {
    const metric = { name: 'Revenue', kind: 'MEAN' as const };
    const { id } = await startedExperiment(gogreen, place, { ...ab, metric });
    const b = { variation: 'b', count: 10, mean: 1, standardDeviation: 1 };
    const tryOne = (a: object) =>
      refusedIssues(gogreen, 'recordExperimentResults', record(id, [{ variation: 'a', ...a }, b]));
    expect(await tryOne({ count: 0, mean: 3, standardDeviation: 0 })).toEqual({
      'variations.0.mean': 'must be 0 where the count is 0',
    });
    expect(await tryOne({ count: 1, mean: 3, standardDeviation: 2 })).toEqual({
      'variations.0.standardDeviation': 'must be 0 where the count is 0 or 1',
    });
    expect(await tryOne({ count: 5, mean: 1e300, standardDeviation: -1 })).toEqual({
      'variations.0.mean': 'must be at most 1e15',
      'variations.0.standardDeviation': 'must be 0 or more',
    });
    const { errors } = await gogreen.send(
      `mutation ($input: RecordExperimentResultsInput!) { recordExperimentResults(input: $input) { __typename } }`,
      { input: record(id, [{ variation: 'a', count: 5, mean: 'NaN', standardDeviation: 1 }, b]) },
    );
    expect(errors?.[0]?.message).toContain('Float cannot represent non numeric value: "NaN"');
  });

  test('totals from before the start or the future, of a draft or a concluded experiment, are rejected', async ({
    gogreen,
  }) => {
    const draft = await createExperiment(gogreen, place, ab);
    expect(await refusal(gogreen, 'recordExperimentResults', record(draft, good))).toMatchObject({
      code: 'CONFLICT',
      message: 'The experiment has not been started: start it with startExperiment, then record results.',
    });
    const { id } = await startedExperiment(gogreen, place, ab);
    const issues = async (occurredAt: string) =>
      (await refusedIssues(gogreen, 'recordExperimentResults', record(id, good, { occurredAt })))[
        'occurredAt'
      ];
    expect(await issues('2020-01-01T00:00:00Z')).toMatch(/^is before the start of the experiment/);
    expect(await issues('2999-01-01T00:00:00Z')).toMatch(/^is in the future/);
    await recordResults(gogreen, { experimentId: id, variations: good });
    await concludeExperiment(gogreen, { experimentId: id });
    expect(await refusal(gogreen, 'recordExperimentResults', record(id, good))).toMatchObject({
      code: 'CONFLICT',
      message: 'The experiment is concluded and takes no more results.',
    });
  });

  test('totals for an experiment that does not exist are rejected', async ({ gogreen }) => {
    const answer = await refusal(gogreen, 'recordExperimentResults', record('exp_none', good));
    expect(answer).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('"exp_none"') });
  });
});

describe('the life of an experiment', () => {
  const conflict = (message: string) => ({ code: 'CONFLICT', message: expect.stringContaining(message) });

  test('an experiment that runs cannot be started again', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place, ab);
    expect(await refusal(gogreen, 'startExperiment', { experimentId })).toMatchObject(
      conflict('running already'),
    );
    await concludeExperiment(gogreen, { experimentId });
    expect(await refusal(gogreen, 'startExperiment', { experimentId })).toMatchObject(
      conflict('is concluded'),
    );
  });

  test('an experiment can be concluded once, and only after its start', async ({ gogreen }) => {
    const experimentId = await createExperiment(gogreen, place, ab);
    expect(await refusal(gogreen, 'concludeExperiment', { experimentId })).toMatchObject(
      conflict('has not been started'),
    );
    await command(gogreen, 'startExperiment', { experimentId });
    const { experiment, event } = await concludeExperiment(gogreen, { experimentId });
    expect(experiment.conclusion).toMatchObject({ winner: null, applied: false });
    expect(event?.type).toBe('EXPERIMENT_CONCLUDED');
    expect(await refusal(gogreen, 'concludeExperiment', { experimentId })).toMatchObject(
      conflict('concluded already'),
    );
  });

  test('the winner of an experiment must be one of its variations, and applying needs a winner', async ({
    gogreen,
  }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place, ab);
    expect(await refusedIssues(gogreen, 'concludeExperiment', { experimentId, winner: 'c' })).toEqual({
      winner: '"c" is not in the experiment; it compares "a", "b"',
    });
    expect(await refusedIssues(gogreen, 'concludeExperiment', { experimentId, apply: true })).toEqual({
      apply: 'there is no winner to apply; name one',
    });
  });

  test('treatments and alpha of a running experiment, and anything of a concluded one, cannot be changed', async ({
    gogreen,
  }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place, ab);
    expect(
      await refusal(gogreen, 'updateExperiment', { experimentId, alpha: 0.2, treatments: ['c'] }),
    ).toMatchObject(conflict('treatments, alpha cannot be changed any more'));
    const renamed = await command(gogreen, 'updateExperiment', {
      experimentId,
      name: 'Renamed',
      alpha: null,
    });
    expect(renamed.__typename).toBe('UpdateExperimentPayload');
    await concludeExperiment(gogreen, { experimentId });
    expect(await refusal(gogreen, 'updateExperiment', { experimentId, name: 'Late' })).toMatchObject(
      conflict('is concluded'),
    );
  });

  test('an experiment continues when its flag is deleted, but cannot apply a winner', async ({ gogreen }) => {
    const { id: experimentId } = await startedExperiment(gogreen, place, ab);
    const draft = await createExperiment(gogreen, place, ab);
    await deleteFlag(gogreen, { projectKey: place.projectKey, key: place.flagKey });
    expect(await refusal(gogreen, 'startExperiment', { experimentId: draft })).toMatchObject(
      conflict('was deleted'),
    );
    expect(
      await refusal(gogreen, 'concludeExperiment', { experimentId, winner: 'b', apply: true }),
    ).toMatchObject(conflict('was deleted'));
    const { experiment } = await concludeExperiment(gogreen, { experimentId, winner: 'b' });
    expect(experiment.conclusion).toMatchObject({ winner: 'b', applied: false, notAppliedBecause: null });
  });
});
