import { readFile } from 'node:fs/promises';
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
    await page.getByRole('button', { name: /created project/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { expanded: false }).count()).toBe(2);
    await page.locator('summary', { hasText: 'Action' }).click();
    await page.getByLabel('changed', { exact: true }).check();
    await page.getByRole('button', { name: /created environment/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { expanded: false }).count()).toBe(1);
    await page.reload();
    await page.getByRole('button', { name: /changed environment/ }).click();
    await page.getByRole('link', { name: 'Go to the environments' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test('is saved as a file, as CSV and as lines of JSON', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen, { name: '=Shop' });
    for (let n = 0; n < 105; n += 1)
      await command(gogreen, 'updateProject', { key, name: n % 2 === 0 ? `Shop, ${n}` : '=Shop' });
    const page = await visitor.open();
    await page.goto(`/projects/${key}/audit`);
    await page.getByRole('button', { name: 'Export…' }).click();
    const read = async (button: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      const file = await download;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    };
    const lines = await read('Save as JSON lines');
    expect(lines.name).toBe(`${key}-audit.jsonl`);
    const entries = lines.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries).toHaveLength(108);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(108);
    expect(entries.at(-1)).toMatchObject({ action: 'CREATED', subject: 'PROJECT', project: key });
    expect(entries[0]).toMatchObject({ before: { name: '=Shop' }, after: { name: 'Shop, 104' } });
    const csv = await read('Save as CSV');
    expect(csv.text.split('\r\n')).toHaveLength(110);
    expect(csv.text).toContain(",'=Shop,");
    await page.getByText('108 entries were saved.').waitFor();
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
    const more = page.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    expect(await rows.count()).toBe(50);
    await more.click();
    await more.waitFor({ state: 'detached' });
    expect(await rows.count()).toBeGreaterThan(60);
  });

  test.for(LOOKS)(
    'is shown accessibly, of a project and of the instance: %o',
    async (look, { gogreen, visitor }) => {
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
    },
  );
});
