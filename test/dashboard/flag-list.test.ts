/** The list of flags as a tool: select, change several at once, save views, choose columns, by keys alone. */

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

/** Staging must be confirmed, production needs an approval. */
async function newProject(gogreen: TestApp, keys = ['alpha', 'beta', 'delta', 'gamma']) {
  const { key: projectKey } = await createProject(gogreen, {
    environments: [
      { key: 'development', name: 'Development' },
      { key: 'staging', name: 'Staging' },
      { key: 'production', name: 'Production' },
    ],
  });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'staging', confirmChanges: true });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: true });
  for (const key of keys) await createFlag(gogreen, { projectKey, key });
  return projectKey;
}

async function openList(page: Page, projectKey: string, search = '') {
  await page.goto(`/projects/${projectKey}/flags${search}`);
  await page.getByRole('switch').first().waitFor();
}

async function flagsOf(gogreen: TestApp, projectKey: string) {
  const { data } = await gogreen.send(
    `query ($key: String!) { project(key: $key) { flags {
      edges { node { key owner tags lifecycle environments { enabled } lastEvent { comment } } }
    } } }`,
    { key: projectKey },
  );
  const { project } = data as { project: { flags: { edges: { node: Stored }[] } } };
  return new Map(project.flags.edges.map(({ node }) => [node.key, node]));
}

interface Stored {
  key: string;
  owner: string | null;
  tags: string[];
  lifecycle: string;
  environments: { enabled: boolean }[];
  lastEvent: { comment: string | null };
}

const select = (page: Page, key: string) => page.getByLabel(`Select ${key}`, { exact: true });
const chip = (page: Page, name: string) =>
  page.locator('summary').filter({ hasText: new RegExp(`^${name}$`) });
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const focusedLabel = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

describe.skipIf(!hasChromium)('several flags at once', () => {
  test('are selected and switched by keys alone, with a comment, after it is said what that does to each', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    const page = await visitor.open();
    await openList(page, projectKey);
    await page.keyboard.press('j');
    expect(await focusedText(page)).toContain('alpha');
    await page.keyboard.press('x');
    await page.getByText('1 flag selected').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focusedText(page)).toContain('delta');
    await page.keyboard.press('Shift+X');
    await page.getByText('3 flags selected').waitFor();
    await page.getByRole('button', { name: 'Switch on…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change 3 flags' });
    await dialog.getByText('3 flags will change.').waitFor();
    expect(await dialog.getByText('Switched the flag on in Development.').count()).toBe(3);
    await dialog.getByLabel('Comment').focus();
    await page.keyboard.type('Launch day');
    await page.keyboard.press('Tab');
    // GraphQL and Cancel stand before the main button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect.poll(() => focusedText(page)).toContain('Switch on 3 flags');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('3 flags changed.').waitFor();
    expect(await page.getByText('selected').count()).toBe(0);
    for (const key of ['alpha', 'beta', 'delta'])
      await expect
        .poll(() => page.getByRole('switch', { name: `${key} in Development` }).getAttribute('aria-checked'))
        .toBe('true');
    const stored = await flagsOf(gogreen, projectKey);
    expect(stored.get('beta')).toMatchObject({
      environments: [{ enabled: true }, { enabled: false }, { enabled: false }],
      lastEvent: { comment: 'Launch day' },
    });
    expect(stored.get('gamma')?.environments[0]?.enabled).toBe(false);
  });

  test('where changes must be confirmed: the button waits for the key of the environment', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    const page = await visitor.open();
    await openList(page, projectKey);
    await select(page, 'alpha').check();
    await select(page, 'gamma').click({ modifiers: ['Shift'] });
    await page.getByText('4 flags selected').waitFor();
    await page.getByRole('button', { name: 'Switch on…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('In', { exact: true }).selectOption('staging');
    await dialog.getByText('Switched the flag on in Staging.').first().waitFor();
    const button = dialog.getByRole('button', { name: /^Switch on 4 flags/ });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toBe('Type staging to confirm');
    await dialog.getByLabel('Type staging to confirm').fill('staging');
    await button.click();
    await dialog.waitFor({ state: 'detached' });
    const stored = await flagsOf(gogreen, projectKey);
    expect([...stored.values()].map(({ environments }) => environments[1]?.enabled)).toEqual(
      Array(4).fill(true),
    );
  });

  test('where changes need an approval: each is refused with the reason, and nothing can be sent', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    const page = await visitor.open();
    await openList(page, projectKey);
    await select(page, 'alpha').check();
    await select(page, 'beta').check();
    await page.getByRole('button', { name: 'Switch on…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('In', { exact: true }).selectOption('production');
    await dialog.getByText('0 flags will change, 2 will be refused.').waitFor();
    expect(await dialog.getByText('need an approval').count()).toBe(2);
    expect(await dialog.getByRole('button', { name: /^Switch on/ }).getAttribute('title')).toBe(
      'No flag would change',
    );
    await page.keyboard.press('Escape');
    await page.getByText('2 flags selected').waitFor();
  });

  test('get tags and an owner, and are archived, those that can be', async ({ gogreen, visitor }) => {
    const projectKey = await newProject(gogreen, ['alpha', 'beta']);
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: false });
    const on = { projectKey, flagKey: 'beta', environmentKey: 'production', enabled: true };
    await command(gogreen, 'setFlagEnabled', on);
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: true });
    const page = await visitor.open();
    await openList(page, projectKey);
    const dialog = page.getByRole('dialog');
    const carryOut = async (open: string, fill: () => Promise<void>, button: RegExp) => {
      await page.getByLabel('Select all flags of the page').check();
      await page.getByRole('button', { name: open }).click();
      await fill();
      await dialog.getByRole('button', { name: button }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await carryOut(
      'Tags…',
      () => dialog.getByLabel('Tags', { exact: true }).fill('q4, shop'),
      /^Tag 2 flags/,
    );
    await carryOut(
      'Owner…',
      async () => {
        const nothingAsked = dialog.getByRole('button', { name: /^Change/ });
        expect(await nothingAsked.getAttribute('title')).toBe('Name an owner first');
        await dialog.getByLabel('Owner').fill('growth');
      },
      /^Change 2 flags/,
    );
    await carryOut(
      'Archive…',
      () => dialog.getByText('1 flag will change, 1 will be refused.').waitFor(),
      /^Archive 1 flag/,
    );
    const stored = await flagsOf(gogreen, projectKey);
    expect([...stored.values()]).toMatchObject([
      { key: 'alpha', tags: ['q4', 'shop'], owner: 'growth', lifecycle: 'ARCHIVED' },
      { key: 'beta', tags: ['q4', 'shop'], owner: 'growth', lifecycle: 'ACTIVE' },
    ]);
  });

  test('stay selected on another page and under another filter, at most a hundred', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen, []);
    await insertFlags(gogreen, projectKey, 160);
    const page = await visitor.open();
    await openList(page, projectKey);
    const all = page.getByLabel('Select all flags of the page');
    await all.check();
    await page.getByText('50 flags selected').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 4').waitFor();
    await page.getByRole('link', { name: 'flag-0051' }).waitFor();
    await all.check();
    await page.getByText('100 flags selected, which is the most at a time').waitFor();
    await page.getByRole('searchbox').fill('flag-0001');
    await page.getByText('1 flag', { exact: true }).waitFor();
    expect(await select(page, 'flag-0001').isChecked()).toBe(true);
    await page.getByRole('button', { name: /^Clear/ }).click();
    expect(await select(page, 'flag-0001').isChecked()).toBe(false);
  });

  test('the same mutation is shown as GraphQL, and so is the query of the list', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen, ['alpha']);
    const page = await visitor.open();
    await openList(page, projectKey, '?q=alph');
    await page.getByRole('button', { name: 'GraphQL' }).click();
    const query = await page.getByLabel('Query').textContent();
    const variables = JSON.parse((await page.getByLabel('Variables').textContent()) ?? '');
    const { data, errors } = await gogreen.send(query ?? '', variables);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ project: { flags: { totalCount: 1 } } });
    await page.keyboard.press('Escape');
    await select(page, 'alpha').check();
    await page.getByRole('button', { name: 'Owner…' }).click();
    await page.getByRole('dialog').getByLabel('Owner').fill('growth');
    await page.getByRole('dialog').getByRole('button', { name: 'GraphQL' }).click();
    const mutation = await page.getByLabel('Mutation').textContent();
    const input = JSON.parse((await page.getByLabel('Variables').textContent()) ?? '');
    expect((await gogreen.send(mutation ?? '', input)).errors).toBeUndefined();
    expect((await flagsOf(gogreen, projectKey)).get('alpha')?.owner).toBe('growth');
  });

  test('a viewer can select them, and is told why nothing can be done with them', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    await openList(page, projectKey);
    await select(page, 'alpha').check();
    const button = page.getByRole('button', { name: /^Switch on…/ });
    expect(await button.getAttribute('title')).toContain('editors');
    await button.click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe.skipIf(!hasChromium)('the keys of the list', () => {
  test('hold while the checkbox of a row has the focus', async ({ gogreen, visitor }) => {
    const projectKey = await newProject(gogreen, ['alpha', 'beta']);
    const page = await visitor.open();
    await openList(page, projectKey);
    await select(page, 'alpha').click();
    await page.getByText('1 flag selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('1 flag selected').waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    await page.getByText('1 flag selected').waitFor();
  });

  test('t goes to a switch first and uses it then; arrows move between switches; the focus stays', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    const page = await visitor.open();
    await openList(page, projectKey);
    await page.keyboard.press('j');
    await page.keyboard.press('t');
    expect(await focusedLabel(page)).toBe('alpha in Development');
    expect((await flagsOf(gogreen, projectKey)).get('alpha')?.environments[0]?.enabled).toBe(false);
    await page.keyboard.press('t');
    await page.getByText('alpha is on in Development.').waitFor();
    expect(await focusedLabel(page)).toBe('alpha in Development');
    await page.keyboard.press('j');
    expect(await focusedLabel(page)).toBe('beta in Development');
    await page.keyboard.press('ArrowRight');
    expect(await focusedLabel(page)).toBe('beta in Staging');
    // Guarded: it asks, with what it would do.
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Change beta' });
    await dialog.getByText('Switched the flag on in Staging.').waitFor();
    await dialog.getByLabel('Type staging to confirm').fill('staging');
    await dialog.getByRole('button', { name: /^Switch on 1 flag/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focusedLabel(page)).toBe('beta in Staging');
    expect((await flagsOf(gogreen, projectKey)).get('beta')?.environments[1]?.enabled).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'beta' }).waitFor();
  });
});

test.skipIf(!hasChromium)('the address of a project leads to its flags', async ({ gogreen, visitor }) => {
  const projectKey = await newProject(gogreen, ['alpha']);
  const page = await visitor.open();
  await page.goto(`/projects/${projectKey}`);
  await page.getByRole('link', { name: 'alpha' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/projects/${projectKey}/flags`);
});

describe.skipIf(!hasChromium)('saved views and columns', () => {
  test('a view has a name, follows its user to another browser, and is nobody else’s', async ({
    gogreen,
    visitor,
  }) => {
    const projectKey = await newProject(gogreen);
    await command(gogreen, 'updateFlag', { projectKey, key: 'beta', lifecycle: 'STALE' });
    const page = await visitor.open();
    await openList(page, projectKey);
    await page.getByRole('combobox', { name: 'Lifecycle' }).selectOption('STALE');
    await page.getByText('1 flag', { exact: true }).waitFor();
    await chip(page, 'Columns').click();
    await page.getByRole('checkbox', { name: 'Staging' }).uncheck();
    // The columns are now those that this browser keeps, and not in the address.
    await openList(page, projectKey, '?lifecycle=%5B"STALE"%5D');
    await chip(page, 'View').click();
    await page.getByLabel('Save what is shown as').fill('To clean up');
    await page.keyboard.press('Enter');
    await page.getByText('View: To clean up').waitFor();
    await page.getByRole('button', { name: 'Remove the filter View' }).click();
    await page.getByText('4 flags').waitFor();

    const elsewhere = await visitor.open();
    await openList(elsewhere, projectKey);
    await chip(elsewhere, 'View').click();
    await elsewhere.getByRole('button', { name: 'To clean up', exact: true }).click();
    await elsewhere.getByText('1 flag', { exact: true }).waitFor();
    expect(new URL(elsewhere.url()).searchParams.get('lifecycle')).toContain('STALE');
    expect(await elsewhere.locator('thead th').allTextContents()).not.toContain('Staging');
    await elsewhere.getByText('View: To clean up').click();
    await elsewhere.getByRole('button', { name: 'Delete the view To clean up' }).click();
    await chip(elsewhere, 'View').waitFor();

    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    await command(gogreen, 'saveFlagView', { projectKey, name: 'Mine', search: 'q=a' });
    const other = await visitor.open({ token });
    await openList(other, projectKey);
    await chip(other, 'View').click();
    await other.getByLabel('Save what is shown as').waitFor();
    expect(await other.getByRole('button', { name: 'Mine' }).count()).toBe(0);
  });

  test('why a view is not saved is said at its field', async ({ gogreen, visitor }) => {
    const projectKey = await newProject(gogreen, ['alpha']);
    const page = await visitor.open();
    await openList(page, projectKey);
    await chip(page, 'View').click();
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByText('must not be empty').waitFor();
    expect(await page.getByLabel('Save what is shown as').getAttribute('aria-invalid')).toBe('true');
  });

  test('columns are kept in the browser, and a link has its own', async ({ gogreen, visitor }) => {
    const projectKey = await newProject(gogreen, ['alpha']);
    const page = await visitor.open();
    await openList(page, projectKey);
    const heads = () => page.locator('thead th').allTextContents();
    expect(await heads()).toEqual(['', 'Flag', 'Development', 'Staging', 'Production', 'Owner', 'Changed']);
    await chip(page, 'Columns').click();
    await page.getByRole('checkbox', { name: 'Staging' }).uncheck();
    await page.getByRole('checkbox', { name: 'Lifecycle' }).check();
    await expect
      .poll(heads)
      .toEqual(['', 'Flag', 'Development', 'Production', 'Lifecycle', 'Owner', 'Changed']);
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('switch').first().waitFor();
    expect(await heads()).toContain('Lifecycle');
    await page.goto(`/projects/${projectKey}/flags?columns=${encodeURIComponent('["env:staging"]')}`);
    await page.getByRole('switch').first().waitFor();
    expect(await heads()).toEqual(['', 'Flag', 'Staging']);
  });
});

async function insertFlags({ app }: TestApp, projectKey: string, count: number): Promise<void> {
  await app.database.pool.query(
    `INSERT INTO flags (id, project_id, key, name, kind, variations, targeting, tags, owner, listed_version)
     SELECT 'flag_' || p.id || n, p.id, 'flag-' || lpad(n::text, 4, '0'), 'Feature ' || n, 'BOOLEAN',
       '[{"key":"on","name":"on","description":null,"value":true},{"key":"off","name":"off","description":null,"value":false}]',
       '{}', ARRAY['area-' || n % 50], 'team-' || n % 20, 1
     FROM projects p CROSS JOIN generate_series(1, $2::int) n WHERE p.key = $1`,
    [projectKey, count],
  );
}

test.skipIf(!hasChromium)(
  'a project of 5,000 flags: the page holds one page of rows wherever one is, and a search answers',
  async ({ gogreen, visitor }) => {
    const projectKey = await newProject(gogreen, []);
    await insertFlags(gogreen, projectKey, 5_000);
    const page = await visitor.open();
    await openList(page, projectKey);
    await page.getByText('5,000 flags').waitFor();
    const size = () => page.evaluate(() => document.querySelectorAll('*').length);
    const first = await size();
    for (let n = 2; n <= 12; n += 1) {
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(`Page ${n} of 100`).waitFor();
      await page.getByRole('link', { name: `flag-${String(n * 50).padStart(4, '0')}` }).waitFor();
    }
    expect(await page.locator('tbody tr').count()).toBe(50);
    expect(await size()).toBeLessThan(first + 50);
    await page.getByRole('searchbox').fill('flag-4999');
    await page.getByRole('link', { name: 'flag-4999' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').fill('area-7');
    await page.getByText('100 flags').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(50);
  },
);

describe.skipIf(!hasChromium)('what the list opens', () => {
  test.for(LOOKS)('is accessible: %o', async (look, { gogreen, visitor }) => {
    const projectKey = await newProject(gogreen);
    const page = await visitor.open(look);
    await openList(page, projectKey);
    await select(page, 'alpha').check();
    await select(page, 'beta').check();
    await expectAccessible(page);
    await chip(page, 'Columns').click();
    await expectAccessible(page);
    await chip(page, 'View').click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Switch on…' }).click();
    await page.getByLabel('In', { exact: true }).selectOption('production');
    await page.getByText('2 will be refused').waitFor();
    await expectAccessible(page);
  });
});
