import { describe, expect } from 'vitest';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createFlag, createProject, updateFlag } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('somebody who is not signed in', () => {
  test('is asked for a token on any page, and comes back to that page with it', async ({
    gogreen,
    visitor,
  }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open({ token: null });
    await page.goto(`/projects/${key}/flags?q=check`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Access token').fill(ADMIN_TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=check');
  });

  test('reads why a wrong token is not taken, beside the field', async ({ visitor }) => {
    const page = await visitor.open({ token: null });
    await page.goto('/sign-in');
    await page.getByLabel('Access token').fill('gogreen_at_wrong');
    // The browser logs every answer of status 401, which this one must have.
    page.removeAllListeners('console');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/^✕/).waitFor();
    await expect(page.getByLabel('Access token').getAttribute('aria-invalid')).resolves.toBe('true');
  });

  test.for(['//evil.example/', '/%5Cevil.example', '/%09/evil.example'])(
    'is not led to another site by the address %s that they come back to',
    async (to, { gogreen, visitor }) => {
      const page = await visitor.open({ token: null });
      await page.goto(`/sign-in?to=${to}`);
      await page.getByLabel('Access token').fill(ADMIN_TOKEN);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Projects' }).waitFor();
      expect(new URL(page.url()).origin).toBe(gogreen.url);
    },
  );

  test.for(LOOKS)('sees an accessible page: %o', async (look, { visitor }) => {
    const page = await visitor.open({ token: null, ...look });
    await page.goto('/sign-in');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
  });
});

describe.skipIf(!hasChromium)('the page of all parts', () => {
  test.for(LOOKS)('is accessible: %o', async (look, { visitor }) => {
    const page = await visitor.open({ token: null, ...look });
    await page.goto('/design');
    await page.getByRole('heading', { name: 'Design' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open a dialog' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
  });
});

describe.skipIf(!hasChromium)('somebody who is signed in', () => {
  test('signs out, and their other tabs leave their pages', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open();
    const other = await page.context().newPage();
    await Promise.all([page.goto(`/projects/${key}/flags`), other.goto(`/projects/${key}/flags`)]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test('stays where they are when signing out fails, and reads why', async ({ visitor }) => {
    const page = await visitor.open();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    // The browser logs the answer that failed.
    page.removeAllListeners('console');
    await page.route('**/session', (route) => route.fulfill({ status: 503, body: '' }));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are still signed in: the server answered 503. Try again.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('is told on every page that there is no network, until there is one again', async ({ visitor }) => {
    const page = await visitor.open();
    await page.goto('/settings/users');
    await page.getByRole('heading', { name: 'Users' }).waitFor();
    page.removeAllListeners('console');
    await page.context().setOffline(true);
    await page.getByText('offline, connecting again').waitFor();
    await page.context().setOffline(false);
    await page.getByText('offline, connecting again').waitFor({ state: 'detached' });
  });

  test('has a cookie that scripts cannot read', async ({ visitor }) => {
    const page = await visitor.open();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    expect(await page.context().cookies()).toMatchObject([
      { name: 'gogreen', httpOnly: true, sameSite: 'Strict' },
    ]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  test('and whose session is revoked: is asked to sign in over the page, and goes on with the draft', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').click();
    await page.getByText('changed, not saved').waitFor();
    await page.getByLabel('Comment').fill('Typed before');
    await gogreen.app.database.pool.query('UPDATE sessions SET revoked_at = now()');
    // The browser logs the answers of status 401 that follow.
    page.removeAllListeners('console');
    await page.getByLabel('What everybody else serves').selectOption('off');
    const dialog = page.getByRole('dialog', { name: 'You have been signed out' });
    await dialog.waitFor();
    for (const _press of [1, 2, 3]) await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel('Access token').fill(ADMIN_TOKEN);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('changed, not saved').waitFor();
    await expect.poll(() => page.getByLabel('What everybody else serves').inputValue()).toBe('off');
    expect(await page.getByLabel('Comment').inputValue(), 'the page is still the same').toBe('Typed before');
    await page.getByText('valid').waitFor();
    await expectAccessible(page);
    await updateFlag(gogreen, { projectKey, key, name: 'Renamed by somebody else' });
    await page.getByRole('heading', { name: 'Renamed by somebody else' }).waitFor();
    expect(await page.getByLabel('Comment').inputValue(), 'live without a reload').toBe('Typed before');
  });

  test('and whose session is revoked: goes on in all tabs once they sign in again in one', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    const other = await page.context().newPage();
    for (const each of [page, other]) {
      await each.goto(`/projects/${projectKey}/flags`);
      await each.getByText('There is no flag yet').waitFor();
    }
    await gogreen.app.database.pool.query('UPDATE sessions SET revoked_at = now()');
    page.removeAllListeners('console');
    for (const each of [page, other]) await each.getByRole('searchbox').fill('text');
    const dialog = page.getByRole('dialog', { name: 'You have been signed out' });
    await other.getByRole('dialog').waitFor();
    await dialog.getByLabel('Access token').fill(ADMIN_TOKEN);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    await other.getByRole('dialog').waitFor({ state: 'detached' });
    await other.getByRole('searchbox').fill('');
    const { key } = await createFlag(gogreen, { projectKey });
    await other.getByRole('link', { name: key }).waitFor();
  });
});
