import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { createProject } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the page of the viewer', () => {
  test('says who one is, and ends a session in another browser', async ({ gogreen, visitor }) => {
    const { key, name } = await createProject(gogreen);
    const { token, name: service } = await addService(gogreen, { [key]: 'EDITOR' });
    const other = await visitor.open({ token });
    const page = await visitor.open({ token });
    await page.goto('/');
    await page.getByRole('link', { name: service }).click();
    await page.getByRole('row', { name: new RegExp(`${name} Editor`) }).waitFor();
    expect(await page.getByText('this session').count()).toBe(1);
    await page.getByRole('button', { name: /^End the session/ }).click();
    await page.getByRole('button', { name: 'End session' }).click();
    await page.getByRole('button', { name: /^End the session/ }).waitFor({ state: 'detached' });
    await other.goto('/me');
    await other.waitForURL(/\/sign-in/);
  });

  test('makes an access token, which is shown once, and revokes it', async ({ gogreen, visitor }) => {
    const { token } = await addService(gogreen);
    const page = await visitor.open({ token });
    await page.goto('/me');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByLabel('Purpose').fill('Deploys');
    await page.getByRole('button', { name: 'Create token' }).click();
    const made = (await page.getByText(/^gogreen_at_/).textContent()) ?? '';
    expect((await gogreen.send('{ viewer { id } }', {}, made)).errors).toBeUndefined();
    await page.getByRole('button', { name: 'Revoke the token Deploys' }).click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await page.getByText(/^\W*revoked$/).waitFor();
  });

  test('chooses the theme, and switches single keys off', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto('/me');
    await page.getByLabel('Dark').check();
    expect(await page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
    await page.getByText('Theme: dark').waitFor();
    await page.getByLabel(/^Keys without/).uncheck();
    await page.goto(`/projects/${key}/flags`);
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    expect(page.url()).toMatch(/\/flags$/);
    await page.goto('/me');
    await page.getByLabel(/^Keys without/).check();
    await page.goto(`/projects/${key}/flags`);
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test.for(LOOKS)('is shown accessibly: %o', async (look, { gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const { token } = await addService(gogreen, { [key]: 'EDITOR' });
    const page = await visitor.open({ ...look, token });
    await page.goto('/me');
    await page.getByText('this session').waitFor();
    await expectAccessible(page);
  });
});
