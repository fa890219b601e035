import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import {
  expectAccessible,
  hasChromium,
  LOOKS,
  takeShot,
  testWithDashboard,
} from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the settings of a project', () => {
  test('create an environment, and ask for approvals there', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${key}/flags`);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'New environment' }).click();
    await page.getByLabel('Name').fill('Quality');
    await page.getByLabel('Key').fill('Not a key');
    await page.getByRole('button', { name: 'Create environment' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByLabel('Key').fill('quality');
    await page.getByRole('button', { name: 'Create environment' }).click();
    await page.getByRole('button', { name: 'Edit Quality' }).click();
    await page.getByLabel('Changes need approval').check();
    await page.getByLabel('Approvals needed').fill('3');
    await page.getByLabel('Changes must be confirmed').check();
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row', { name: /Quality/ });
    await row.getByText('3 approvals needed').waitFor();
    await row.getByText('key must be typed').waitFor();
  });

  test('move an environment, also by keys, and delete one once its key is typed', async ({
    gogreen,
    visitor,
  }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${key}/settings`);
    const names = () =>
      page
        .getByRole('row')
        .getByText(/^(Development|Production)$/)
        .allTextContents();
    await page.getByRole('button', { name: 'Move Production up' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['Production', 'Development']);
    await page.getByRole('button', { name: 'Delete Development' }).click();
    await page.getByText(/with what flags serve there/).waitFor();
    await page.getByRole('button', { name: 'Delete environment' }).click();
    const confirmation = page.getByLabel('Type development to confirm');
    await expect.poll(() => confirmation.getAttribute('aria-invalid')).toBe('true');
    await confirmation.fill('development');
    await page.getByRole('button', { name: 'GraphQL' }).click();
    await page.getByRole('group', { name: 'Variables' }).getByText('"confirm": "development"').waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Delete environment' }).click();
    await expect.poll(names).toEqual(['Production']);
    const last = page.getByRole('button', { name: 'Delete Production' });
    expect(await last.getAttribute('title')).toBe('A project needs an environment');
  });

  test('rename the project, and delete it once its key is typed', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen, { name: 'Shop' });
    await createFlag(gogreen, { projectKey: key });
    const page = await visitor.open();
    await page.goto(`/projects/${key}/settings?part=project`);
    await page.getByLabel('Name of the project').fill('Store');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Delete project…' }).click();
    await page.getByText(/Store is deleted for good.*1 flag and 1 event/).waitFor();
    await page.getByLabel(`Type ${key} to confirm`).fill(key);
    await page.getByRole('button', { name: 'Delete project', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByText('Store was deleted.').waitFor();
    await page.goto(`/projects/${key}/flags`);
    await page.getByText('There is no such page').waitFor();
  });

  test('give a role, change it and take it away', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const { id, name } = await addService(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${key}/settings?part=members`);
    await page.getByRole('button', { name: 'Add member' }).click();
    await page.getByLabel('E-mail address, or id').fill('nobody@example.com');
    const add = page.getByRole('dialog').getByRole('button', { name: 'Add member' });
    await add.click();
    await page.getByRole('alert').or(page.locator('[aria-invalid=true]')).first().waitFor();
    await page.getByLabel('E-mail address, or id').fill(id);
    await add.click();
    const role = page.getByLabel(`Role of ${name}`);
    await expect.poll(() => role.inputValue()).toBe('EDITOR');
    await role.selectOption('ADMIN');
    await page.getByText(`${name}: Admin`).waitFor();
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await page.getByRole('button', { name: 'Remove member' }).click();
    await page.getByText('Nobody has a role in this project yet').waitFor();
  });

  test.for([
    ['client key', /^gogreen_ck_/],
    ['server key', /^gogreen_sk_/],
  ] as const)(
    'create a %s, which is shown once, and revoke it',
    async ([noun, form], { gogreen, visitor }) => {
      const { key } = await createProject(gogreen);
      const page = await visitor.open();
      await page.goto(`/projects/${key}/settings?part=keys`);
      await page.getByRole('button', { name: `New ${noun}` }).click();
      await page.getByLabel('Purpose').fill('Web shop');
      await page.getByLabel('Expires').selectOption('');
      await page.getByRole('button', { name: 'Create key' }).click();
      const shown = await page.getByText(form).textContent();
      await page.getByRole('button', { name: 'Copy key' }).click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: 'Revoke the key Web shop' }).click();
      await page.getByRole('button', { name: 'Revoke key' }).click();
      await page.getByText(/^\W*revoked$/).waitFor();
    },
  );

  test('say to somebody who only reads why nothing can be changed', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const { token } = await addService(gogreen, { [key]: 'VIEWER' });
    const page = await visitor.open({ token });
    await page.goto(`/projects/${key}/settings`);
    const create = page.getByRole('button', { name: /^New environment/ });
    expect(await create.getAttribute('title')).toMatch(/^Only admins of the project/);
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    await page.getByText('You cannot see the client keys').waitFor();
    await page.getByText('You cannot see the server keys').waitFor();
    await page.goto(`/projects/${key}/audit`);
    await page.getByText('Only admins of the project may read its audit log').waitFor();
    await page.goto('/settings/users');
    await page.getByText('Only owners of this instance may').waitFor();
  });

  test.for(LOOKS)('are shown accessibly: %o', async (look, { gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    await addService(gogreen, { [key]: 'EDITOR' });
    const page = await visitor.open(look);
    for (const [part, button] of [
      ['environments', 'New environment'],
      ['members', 'Add member'],
      ['keys', 'New server key'],
      ['project', 'Delete project…'],
    ]) {
      await page.goto(`/projects/${key}/settings?part=${part}`);
      await page.getByRole('button', { name: button ?? '' }).click();
      await expectAccessible(page);
      await takeShot(page, `settings-${part}-dialog`, look);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await expectAccessible(page);
      await takeShot(page, `settings-${part}`, look);
    }
  });
});
