import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { createProject, freshKey } from '#test/support/builders.ts';
import {
  expectAccessible,
  hasChromium,
  LOOKS,
  takeShot,
  testWithDashboard,
} from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the users of the instance', () => {
  test('get a service account with a token, until it is deactivated', async ({ gogreen, visitor }) => {
    const name = freshKey('service');
    const page = await visitor.open();
    await page.goto('/');
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('button', { name: 'New service account' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Create service account' }).click();
    const dialog = page.getByRole('dialog', { name });
    await dialog.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Purpose').fill('Deploys');
    await page.getByRole('button', { name: 'Create token' }).click();
    const token = (await dialog.getByText(/^gogreen_at_/).textContent()) ?? '';
    await dialog.getByText('Deploys').waitFor();
    expect((await gogreen.send('{ viewer { id } }', {}, token)).errors).toBeUndefined();
    await dialog.getByLabel('Deactivated').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The user was saved.').waitFor();
    expect((await gogreen.send('{ viewer { id } }', {}, token)).errors).toBeDefined();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deactivated' }).click();
    await page.getByRole('row', { name: new RegExp(`${name}.*deactivated`) }).waitFor();
  });

  test('get a person, who is found by name', async ({ visitor }) => {
    const name = freshKey('person');
    const page = await visitor.open();
    await page.goto('/settings/users');
    await page.getByRole('button', { name: 'New person' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('E-mail address', { exact: true }).fill('not an address');
    await page.getByRole('button', { name: 'Create person' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByLabel('E-mail address', { exact: true }).fill(`${name}@example.com`);
    await page.getByRole('button', { name: 'Create person' }).click();
    await page.getByRole('dialog', { name }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill(name);
    await page.waitForURL(new RegExp(`q=${name}`));
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
  });

  test.for(LOOKS)('are shown accessibly: %o', async (look, { gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const { name } = await addService(gogreen, { [key]: 'EDITOR' });
    const page = await visitor.open(look);
    await page.goto(`/settings/users?q=${name}`);
    await page.getByRole('button', { name }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByText('Token', { exact: true }).waitFor();
    await expectAccessible(page);
  });
});

describe.skipIf(!hasChromium)('the page of the instance', () => {
  test('is for owners only', async ({ gogreen, visitor }) => {
    const { token } = await addService(gogreen);
    const page = await visitor.open({ token });
    await page.goto('/settings/instance');
    await page.getByText('Only owners of this instance may.').waitFor();
  });

  test.for(LOOKS)('says how it is set up, accessibly: %o', async (look, { visitor }) => {
    const page = await visitor.open(look);
    await page.goto('/settings/instance');
    await page.getByText(/^PostgreSQL \d+/).waitFor();
    await page.getByText(/^after \d+ hours, and after/).waitFor();
    await expectAccessible(page);
    await takeShot(page, 'instance', look);
  });
});
