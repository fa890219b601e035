import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  deleteFlag,
  setFlagEnabled,
} from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the list of flags', () => {
  test('switches a flag at once, and takes it back', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    const production = page.getByRole('switch', { name: `${key} in Production` });
    await production.click();
    await page.getByText(`${key} is on in Production.`).waitFor();
    expect(await production.getAttribute('aria-checked')).toBe('true');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => production.getAttribute('aria-checked')).toBe('false');
  });

  test('follows what others create, switch and delete', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByText('There is no flag yet').waitFor();
    const { key } = await createFlag(gogreen, { projectKey });
    const production = page.getByRole('switch', { name: `${key} in Production` });
    await production.waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey: key, environmentKey: 'production', enabled: true });
    await expect.poll(() => production.getAttribute('aria-checked')).toBe('true');
    await deleteFlag(gogreen, { projectKey, key });
    await production.waitFor({ state: 'detached' });
  });

  test('keeps its search and filters in the address, also over a reload and the way back', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'new-checkout', tags: ['shop'] });
    await createFlag(gogreen, { projectKey, key: 'old-banner', kind: 'BOOLEAN' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('link', { name: 'old-banner' }).waitFor();
    await page.getByRole('searchbox').fill('checkout');
    await page.getByRole('link', { name: 'old-banner' }).waitFor({ state: 'detached' });
    await page.getByText('1 flag', { exact: true }).waitFor();
    await page.getByLabel('Tag', { exact: true }).selectOption('shop');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('checkout');
    await page.reload();
    expect(await page.getByRole('searchbox').inputValue()).toBe('checkout');
    await page.getByRole('link', { name: 'new-checkout' }).click();
    await page.getByRole('heading', { level: 1, name: 'new-checkout' }).waitFor();
    await page.goBack();
    await page.getByText('1 flag', { exact: true }).waitFor();
  });

  test('shows one page at a time, with its place in the address, and the way back', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    for (let n = 0; n < 53; n += 1)
      await createFlag(gogreen, { projectKey, key: `flag-${String(n).padStart(2, '0')}` });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByText('53 flags').waitFor();
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'flag-52' }).waitFor();
    await page.getByText('Page 2 of 2').waitFor();
    expect(await rows.count()).toBe(3);
    await page.reload();
    await page.getByRole('link', { name: 'flag-52' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'flag-00' }).waitFor();
    await page.goForward();
    await page.getByRole('link', { name: 'flag-52' }).waitFor();

    await createFlag(gogreen, { projectKey, key: 'a-first-one' });
    await page.getByText('54 flags').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByRole('link', { name: 'a-first-one' }).waitFor();
    expect(await rows.count()).toBe(50);
  });

  test('starts at the first page again when the filter or the order changes', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    for (let n = 0; n < 53; n += 1)
      await createFlag(gogreen, { projectKey, key: `flag-${String(n).padStart(2, '0')}` });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'flag-52' }).waitFor();
    await page.getByLabel('Order', { exact: true }).selectOption('name');
    await page.getByRole('link', { name: 'flag-00' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'flag-52' }).waitFor();
    await page.getByRole('searchbox').fill('flag-0');
    await page.getByText('10 flags').waitFor();
    await page.getByRole('link', { name: 'flag-00' }).waitFor();
  });

  test('is not filtered any more once all flags are shown again', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('searchbox').fill('no such flag');
    await page.getByRole('link', { name: 'Show all flags' }).click();
    await page.getByRole('link', { name: key }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    // Longer than typing takes to count.
    await page.waitForTimeout(400);
    expect(new URL(page.url()).search).toBe('');
  });

  test('takes out of a filtered list what does not match any more', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags?state=production:off`);
    const link = page.getByRole('link', { name: flagKey });
    await link.waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
    await link.waitFor({ state: 'detached' });
    await page.getByText('0 flags').waitFor();
  });

  test('stays when the server cannot answer, says so, and tries again by itself', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags?state=production:off`);
    await page.getByRole('link', { name: flagKey }).waitFor();
    await page.route('**/graphql', (route) =>
      route.fulfill({
        json: { data: null, errors: [{ message: 'Not now.', extensions: { code: 'UNAVAILABLE' } }] },
      }),
    );
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'development', enabled: true });
    await page.getByText('The flags cannot be shown').waitFor();
    expect(await page.getByRole('link', { name: flagKey }).isVisible()).toBe(true);
    await page.unroute('**/graphql');
    await page.getByText('The flags cannot be shown').waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: flagKey }).isVisible()).toBe(true);
  });

  test('creates a flag, and says beside its field why a key is not taken', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('button', { name: 'New flag' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Key').fill('Not A Key');
    await dialog.getByRole('button', { name: 'Create flag' }).click();
    await expect.poll(() => dialog.getByLabel('Key').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Key').fill('dark-mode');
    await dialog.getByRole('button', { name: 'Create flag' }).click();
    await page.getByRole('heading', { level: 1, name: 'dark-mode' }).waitFor();
    await page.getByRole('switch').waitFor();
  });

  test('tells a viewer why nothing can be changed, and asks the server for nothing', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    await page.goto(`/projects/${projectKey}/flags`);
    const production = page.getByRole('switch', { name: `${key} in Production` });
    expect(await production.getAttribute('aria-disabled')).toBe('true');
    expect(await production.getAttribute('title')).toContain('editors');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.postData() ?? ''));
    await production.click({ force: true });
    await page.getByRole('button', { name: /New flag/ }).click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(requests.filter((body) => body.includes('mutation'))).toEqual([]);
  });

  test.for(LOOKS)('is accessible: %o', async (look, { gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, tags: ['shop'] });
    const page = await visitor.open(look);
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('switch').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New flag' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
  });
});

describe.skipIf(!hasChromium)('the palette', () => {
  test('goes to a flag by a few letters, with the keyboard alone', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'new-checkout' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search flags/ }).waitFor();
    await page.keyboard.type('chec');
    // Those of other projects come after those of the open one.
    await page
      .getByRole('option', { name: /new-checkout/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'new-checkout' }).waitFor();
  });

  test('finds changes, experiments and integrations, of other projects as well', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const other = await createProject(gogreen, { name: 'The other shop' });
    await createWebhook(gogreen, { projectKey: other.key, url: 'http://127.0.0.1:9/', name: 'Zebra hook' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search flags/ }).waitFor();
    await page.keyboard.type('zebra');
    await page.getByRole('option', { name: /Zebra hook.*integration in The other shop/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/projects/${other.key}/integrations/*`);
  });

  test('opens the flag of the whole text, however fast it was typed', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'checkout-a' });
    await createFlag(gogreen, { projectKey, key: 'checkout-b' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search flags/ }).waitFor();
    await page.keyboard.type('checkout');
    await page.getByRole('option', { name: /checkout-a/ }).waitFor();
    await page.route('**/graphql', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.keyboard.type('-b');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).pathname).toBe(`/projects/${projectKey}/events`);
    await page.getByRole('option', { name: /checkout-b/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'checkout-b' }).waitFor();
  });

  test('and single keys: lead to the pages, except while somebody types', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags`);
    await page.getByRole('switch').first().waitFor();
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('ge');
    expect(new URL(page.url()).pathname).toBe(`/projects/${projectKey}/flags`);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.type('ge');
    await page.getByRole('heading', { level: 1, name: 'Event log' }).waitFor();
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectAccessible(page);
  });
});
