import { expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, updateFlag } from '#test/support/builders.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

async function eventsSince(gogreen: TestApp, expectedVersion: number): Promise<string[]> {
  const { data } = await gogreen.send(
    `mutation ($input: UpdateFlagInput!) { updateFlag(input: $input) { ... on ConflictError {
      eventsSince { changes { ... on FlagChangeSummary { summary } } } } } }`,
    { input: { projectKey, key: 'flag', name: 'Mine', expectedVersion } },
  );
  const { updateFlag: conflict } = data as {
    updateFlag: { eventsSince: { changes: { summary: string }[] }[] };
  };
  return conflict.eventsSince.flatMap(({ changes }) => changes.map(({ summary }) => summary));
}

test('ConflictError.eventsSince: the changes since the expected version, newest first', async ({
  gogreen,
}) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'flag', name: 'Flag' });
  await updateFlag(gogreen, { projectKey, key: 'flag', owner: 'ada' });
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'flag',
    environmentKey: 'production',
    enabled: true,
  });
  const [switched, owned] = ['Switched the flag on in Production.', 'Made "ada" the owner.'];
  expect(await eventsSince(gogreen, 2)).toEqual([switched]);
  expect(await eventsSince(gogreen, 1)).toEqual([switched, owned]);
  expect(await eventsSince(gogreen, 0)).toEqual([
    switched,
    owned,
    'Created the flag: BOOLEAN, 2 variations ("on", "off").',
  ]);
  expect(await eventsSince(gogreen, 99)).toEqual([]);
});
