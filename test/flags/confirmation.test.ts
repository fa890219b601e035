/** Environments whose changes must be confirmed: every mutation that changes what a flag does there asks for it. */

import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { guardedFlag } from '#test/support/approvals.ts';
import { createFlag, createProject, freshKey, setFlagEnabled } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';
import { conversions, recordResults, startedExperiment } from '#test/support/experiments.ts';
import { preview } from '#test/support/preview.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  const environments = ['development', 'production', 'europe'].map((key) => ({ key, name: key }));
  await createProject(gogreen, { key: projectKey, environments });
  for (const key of ['production', 'europe'])
    await command(gogreen, 'updateEnvironment', { projectKey, key, confirmChanges: true });
});

/** A flag that is on in production, and in no other environment. */
async function newFlag(gogreen: TestApp) {
  const flagKey = freshKey('flag');
  await createFlag(gogreen, { projectKey, key: flagKey });
  const place = { projectKey, flagKey, environmentKey: 'production' };
  await setFlagEnabled(gogreen, { ...place, enabled: true, confirm: 'production' });
  return { place, flag: { projectKey, key: flagKey } };
}

const message = (...keys: string[]) =>
  `must name ${keys.map((key) => `"${key}"`).join(', ')}: changes there have to be confirmed with the key of the environment`;
const swapped = [
  { key: 'on', value: false },
  { key: 'off', value: true },
];

describe('without confirm', () => {
  test('a change in the environment: an issue at confirm, and nothing is written', async ({ gogreen }) => {
    const { place } = await newFlag(gogreen);
    const expected = { confirm: message('production') };
    expect(await refusedIssues(gogreen, 'setFlagEnabled', { ...place, enabled: false })).toEqual(expected);
    const update = { ...place, offVariation: 'on' };
    expect(await refusedIssues(gogreen, 'updateFlagEnvironment', update)).toEqual(expected);
    const wrong = { ...update, confirm: 'development' };
    expect(await refusedIssues(gogreen, 'updateFlagEnvironment', wrong)).toEqual(expected);
  });

  test('a change in all environments of what is served there: the keys of those', async ({ gogreen }) => {
    const { flag } = await newFlag(gogreen);
    const both = { confirm: message('production', 'europe') };
    const one = { confirm: message('production') };
    expect(await refusedIssues(gogreen, 'updateFlag', { ...flag, variations: swapped })).toEqual(both);
    const partly = { ...flag, variations: swapped, confirm: ['europe'] };
    expect(await refusedIssues(gogreen, 'updateFlag', partly)).toEqual(one);
    expect(await refusedIssues(gogreen, 'updateFlag', { ...flag, lifecycle: 'ARCHIVED' })).toEqual(one);
    expect(await refusedIssues(gogreen, 'deleteFlag', flag)).toEqual(one);
  });

  test('a change that makes no difference there: is made', async ({ gogreen }) => {
    const { place, flag } = await newFlag(gogreen);
    const made = [
      await command(gogreen, 'setFlagEnabled', { ...place, environmentKey: 'development', enabled: true }),
      await command(gogreen, 'setFlagEnabled', { ...place, enabled: true }),
      await command(gogreen, 'updateFlag', { ...flag, name: 'New' }),
    ];
    expect(made.map(({ __typename }) => __typename)).toEqual([
      'SetFlagEnabledPayload',
      'SetFlagEnabledPayload',
      'UpdateFlagPayload',
    ]);
  });

  test('the winner of an experiment: is not applied, and the experiment goes on', async ({ gogreen }) => {
    const { place } = await newFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    const conclusion = { experimentId: id, winner: 'on', apply: true };
    const variations = conversions({ off: [5_000, 300], on: [5_000, 400] });
    await recordResults(gogreen, { experimentId: id, variations });
    const weights = [
      { variation: 'off', weight: 50 },
      { variation: 'on', weight: 50 },
    ];
    const fallthrough = { rollout: { bucketBy: 'userId', weights } };
    await command(gogreen, 'updateFlagEnvironment', { ...place, fallthrough, confirm: 'production' });
    expect(await refusedIssues(gogreen, 'concludeExperiment', conclusion)).toEqual({
      confirm: message('production'),
    });
    const { __typename } = await command(gogreen, 'concludeExperiment', {
      ...conclusion,
      confirm: 'production',
    });
    expect(__typename).toBe('ConcludeExperimentPayload');
  });

  test('the bypass of a change request: is refused; an approved one needs no confirmation', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const { projectKey } = place;
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', confirmChanges: true });
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const bypass = { changeRequestId: changeRequest?.id, bypass: true, comment: 'Now' };
    expect(await refusedIssues(gogreen, 'applyChangeRequest', bypass)).toEqual({
      confirm: message('production'),
    });
    const confirmed = { ...bypass, confirm: 'production' };
    expect((await command(gogreen, 'applyChangeRequest', confirmed)).__typename).toMatch(/Payload$/);
  });
});

test('with confirm: changes in all environments and deletions are made', async ({ gogreen }) => {
  const { flag } = await newFlag(gogreen);
  const confirm = ['production', 'europe'];
  const { __typename } = await command(gogreen, 'updateFlag', { ...flag, variations: swapped, confirm });
  expect(__typename).toBe('UpdateFlagPayload');
  expect((await command(gogreen, 'deleteFlag', { ...flag, confirm })).__typename).toBe('DeleteFlagPayload');
});

test('a preview names the environments that the change must be confirmed with', async ({ gogreen }) => {
  const { place, flag } = await newFlag(gogreen);
  const confirmOf = async (field: 'previewFlagChange' | 'previewFlagUpdate', input: object) =>
    (await preview(gogreen, field, input)).confirm;
  expect(await confirmOf('previewFlagChange', { ...place, enabled: false })).toEqual(['production']);
  expect(await confirmOf('previewFlagChange', { ...place, enabled: true })).toEqual([]);
  expect(await confirmOf('previewFlagUpdate', { ...flag, variations: swapped })).toEqual([
    'production',
    'europe',
  ]);
});

test('confirmChanges of an environment: is shown, and its change is in the audit log', async ({
  gogreen,
}) => {
  const input = { projectKey, key: 'asia', name: 'Asia', confirmChanges: true };
  await command(gogreen, 'createEnvironment', input);
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'asia', confirmChanges: false });
  const { data } = await gogreen.send(
    `{ project(key: "${projectKey}") { environments { key confirmChanges } auditLog(first: 2) { edges { node { before after } } } } }`,
  );
  expect(data).toMatchObject({
    project: {
      environments: [
        { key: 'development', confirmChanges: false },
        { key: 'production', confirmChanges: true },
        { key: 'europe', confirmChanges: true },
        { key: 'asia', confirmChanges: false },
      ],
      auditLog: {
        edges: [
          { node: { before: { confirmChanges: true }, after: { confirmChanges: false } } },
          { node: { after: { key: 'asia', confirmChanges: true } } },
        ],
      },
    },
  });
});
