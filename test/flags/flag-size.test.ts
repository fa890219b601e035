import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  setFlagEnabled,
  updateFlag,
  updateFlagEnvironment,
} from '#test/support/builders.ts';
import { refusedIssues } from '#test/support/command.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
});

const KIB = 1024;
const TOO_LARGE = /^the flag as a whole would take \d+ KiB as JSON, and at most 256 are allowed/;

function jsonFlag(count: number, valueKib: number) {
  return Array.from({ length: count }, (_, index) => ({
    key: `v${index}`,
    value: { text: 'x'.repeat(valueKib * KIB) },
  }));
}

function rulesServing(variation: string, count: number, values = ['FR']) {
  const clauses = [{ attribute: 'country', operator: 'IN' as const, values }];
  return Array.from({ length: count }, () => ({ clauses, serve: { variation } }));
}

test('a flag whose variations together take more than 256 KiB is refused, with the size and the limit', async ({
  gogreen,
}) => {
  const input = { projectKey: 'shop', key: 'four-values', kind: 'JSON', variations: jsonFlag(4, 90) };
  expect(await refusedIssues(gogreen, 'createFlag', input)).toEqual({
    variations: expect.stringMatching(TOO_LARGE),
  });
});

test('a flag of 250 KiB that would grow beyond 256 KiB by a change is refused, in all environments together', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey: 'shop', key: 'full', kind: 'JSON', variations: jsonFlag(3, 80) });
  const grown = { projectKey: 'shop', key: 'full', variations: jsonFlag(4, 80) };
  expect(await refusedIssues(gogreen, 'updateFlag', grown)).toEqual({
    variations: expect.stringMatching(TOO_LARGE),
  });
  const rules = rulesServing('v0', 1, Array(10).fill('y'.repeat(900)));
  const place = { projectKey: 'shop', flagKey: 'full' };
  await updateFlagEnvironment(gogreen, { ...place, environmentKey: 'development', rules });
  expect(
    await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, environmentKey: 'production', rules }),
  ).toEqual({ rules: expect.stringMatching(TOO_LARGE) });
});

test('a change whose event would take more than 2 MiB is refused, with the advice to change fewer rules at a time', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey: 'shop', key: 'served', kind: 'JSON', variations: jsonFlag(2, 90) });
  const change = { projectKey: 'shop', flagKey: 'served', environmentKey: 'production' };
  const issues = await refusedIssues(gogreen, 'updateFlagEnvironment', {
    ...change,
    rules: rulesServing('v0', 40),
  });
  expect(issues).toEqual({
    rules: expect.stringMatching(/^the event of this change would take \d+ KiB as JSON, and at most 2048 /),
  });
  await updateFlagEnvironment(gogreen, { ...change, rules: rulesServing('v0', 10) });
});

test('a flag that is larger than the limit because it is older can be switched off and made smaller, but not grow', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey: 'shop', key: 'old', kind: 'JSON', variations: jsonFlag(2, 90) });
  const old = jsonFlag(40, 90).map((variation) => ({ ...variation, name: variation.key, description: null }));
  await gogreen.app.database.pool.query('UPDATE flags SET variations = $1 WHERE key = $2', [
    JSON.stringify(old),
    'old',
  ]);
  const place = { projectKey: 'shop', flagKey: 'old', environmentKey: 'production' };
  await setFlagEnabled(gogreen, { ...place, enabled: true });
  await setFlagEnabled(gogreen, { ...place, enabled: false });
  const grown = { projectKey: 'shop', key: 'old', variations: jsonFlag(41, 90) };
  expect(await refusedIssues(gogreen, 'updateFlag', grown)).toEqual({
    variations: expect.stringMatching(TOO_LARGE),
  });
  await updateFlag(gogreen, { projectKey: 'shop', key: 'old', variations: jsonFlag(2, 90) });
});
