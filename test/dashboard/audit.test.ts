import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the audit log', () => {
  test('shows who changed what as a diff, and keeps its filters in the address', async ({
    gogreen,
    visitor,
  }) => {
    const { key } = await createProject(gogreen);
    await command(gogreen, 'updateEnvironment', { projectKey: key, key: 'production', confirmChanges: true });
    const page = await visitor.open();
    await page.goto(`/projects/${key}/flags`);
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /changed environment/ }).click();
    await page.waitForURL(/open=/);
    const diff = page.getByRole('group', { name: 'Before and after' });
    expect(await diff.textContent()).toBe('−confirmChanges: false+confirmChanges: true');
    await page.getByRole('button', { name: 'Only this object' }).click();
    await page.waitForURL(/object=env_/);
    await expect.poll(() => page.getByRole('button', { expanded: false }).count()).toBe(2);
    await page.getByText('Action', { exact: true }).click();
    await page.getByLabel('changed').check();
    await expect.poll(() => page.getByRole('button', { expanded: false }).count()).toBe(1);
    await page.reload();
    await page.getByRole('button', { name: /changed environment/ }).click();
    await page.getByRole('link', { name: 'Go to the environments' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test('shows more than one page', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const { id: userId } = await addService(gogreen);
    for (let n = 0; n < 30; n += 1)
      for (const role of ['EDITOR', null])
        await command(gogreen, 'setProjectRole', { projectKey: key, userId, role });
    const page = await visitor.open();
    await page.goto(`/projects/${key}/audit`);
    const rows = page.getByRole('button', { expanded: false });
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(60);
  });

  test.for(LOOKS)('is shown accessibly, of a project and of the instance: %o', async (look, all) => {
    const { gogreen, visitor } = all;
    const { key } = await createProject(gogreen);
    const page = await visitor.open(look);
    for (const path of [`/projects/${key}/audit`, '/settings/audit']) {
      await page.goto(path);
      await page
        .getByRole('button', { name: /created environment/ })
        .first()
        .click();
      await page.getByRole('group', { name: 'Before and after' }).waitFor();
      await expectAccessible(page);
    }
  });
});
