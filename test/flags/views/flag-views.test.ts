/** Saved views of the flag list: each user has their own, in each project. */

import { expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });

async function viewsOf(gogreen: TestApp, key: string, token?: string) {
  const { data } = await gogreen.send(
    'query ($key: String!) { project(key: $key) { flagViews { id name search } } }',
    { key },
    token,
  );
  const { project } = data as { project: { flagViews: { id: string; name: string; search: string }[] } };
  return project.flagViews;
}

test('a view: saved, listed by name, replaced by one of the same name, and deleted', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  const save = (name: string, search: string) =>
    command(gogreen, 'saveFlagView', { projectKey, name, search });
  await save('Stale', 'lifecycle=STALE');
  await save(' Mine ', 'owner=growth');
  const [mine, stale] = await viewsOf(gogreen, projectKey);
  expect([mine?.name, stale?.name]).toEqual(['Mine', 'Stale']);
  await save('Stale', 'lifecycle=STALE&order=updated');
  expect(await viewsOf(gogreen, projectKey)).toEqual([
    mine,
    { ...stale, search: 'lifecycle=STALE&order=updated' },
  ]);
  await command(gogreen, 'deleteFlagView', { projectKey, name: 'Mine' });
  const again = await command(gogreen, 'deleteFlagView', { projectKey, name: 'Mine' });
  expect(again.__typename).toBe('DeleteFlagViewPayload');
  expect((await viewsOf(gogreen, projectKey)).map(({ name }) => name)).toEqual(['Stale']);
});

test('views of one user are not those of another, nor of another project', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  const { key: other } = await createProject(gogreen);
  const viewer = await addService(gogreen, { [projectKey]: 'VIEWER', [other]: 'VIEWER' });
  await command(gogreen, 'saveFlagView', { projectKey, name: 'View', search: 'q=admin' });
  await command(gogreen, 'saveFlagView', { projectKey, name: 'View', search: 'q=viewer' }, viewer.token);
  const searches = async (key: string, token?: string) =>
    (await viewsOf(gogreen, key, token)).map(({ search }) => search);
  expect(await searches(projectKey)).toEqual(['q=admin']);
  expect(await searches(projectKey, viewer.token)).toEqual(['q=viewer']);
  expect(await searches(other)).toEqual([]);
  await command(gogreen, 'deleteFlagView', { projectKey, name: 'View' }, viewer.token);
  expect(await searches(projectKey)).toEqual(['q=admin']);
});

test('a view that cannot be saved: an issue at its field', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  const view = { projectKey, name: 'View', search: '' };
  const bad: [object, string][] = [
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ search: 'x'.repeat(2_001) }, 'search'],
    [{ search: '?q=a' }, 'search'],
  ];
  await everyRow(bad, async ([input, path]) => {
    expect(Object.keys(await refusedIssues(gogreen, 'saveFlagView', { ...view, ...input }))).toEqual([path]);
  });
});

test('more views than there may be, saved at the same time: the last ones are refused, one of a known name is not', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const save = (name: string) => command(gogreen, 'saveFlagView', { projectKey, name, search: '' });
  const answers = await Promise.all(Array.from({ length: 55 }, (_each, n) => save(`view ${n}`)));
  const refused = answers.filter(({ __typename }) => __typename === 'InvalidInputError');
  expect(refused).toHaveLength(5);
  expect(refused[0]?.issues).toMatchObject([{ path: 'name' }]);
  const saved = await viewsOf(gogreen, projectKey);
  expect(saved).toHaveLength(50);
  expect((await save(saved[0]?.name ?? '')).__typename).toBe('SaveFlagViewPayload');
});
