import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { guardedFlag } from '#test/support/approvals.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  freshKey,
  setFlagEnabled,
} from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import {
  expectAccessible,
  hasChromium,
  LOOKS,
  takeShot,
  testWithDashboard,
} from '#test/support/dashboard.ts';
import { conversions, recordResults, startedExperiment } from '#test/support/experiments.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('the home page', () => {
  test('says that nothing needs anybody, with the next steps, and follows what happens', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const page = await visitor.open({ token });
    await page.goto('/');
    await page.getByText('Nothing needs you').waitFor();
    for (const name of ['Make a flag', 'Add an integration', 'Connect an app'])
      await page.getByRole('link', { name }).waitFor();
    const { key } = await createFlag(gogreen, { projectKey });
    await page.getByRole('link', { name: key }).click();
    await page.waitForURL(/\/events\/1$/);
  });

  test('leads from the first start to the first webhook, until the person closes it', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const { token } = await addService(gogreen, { [projectKey]: 'ADMIN' });
    const page = await visitor.open({ token });
    await page.goto('/');
    const steps = page.getByRole('list', { name: 'First steps' });
    await steps.getByText('to do').nth(2).waitFor();
    await steps.getByRole('link', { name: 'Switch a flag' }).click();
    await page
      .getByRole('switch', { name: /production/i })
      .first()
      .click();
    await page.getByRole('link', { name: 'GoGreen, start' }).click();
    await steps.getByText('to do').nth(1).waitFor();
    await createWebhook(gogreen, { projectKey, url: receiver.url });
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'development', enabled: true });
    await receiver.waitFor(1);
    await steps.getByText('done').nth(2).waitFor();
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await steps.waitFor({ state: 'detached' });
    const elsewhere = await visitor.open({ token });
    await elsewhere.goto('/');
    await elsewhere.getByRole('heading', { name: 'Last events' }).waitFor();
    expect(await elsewhere.getByRole('list', { name: 'First steps' }).count()).toBe(0);
  });

  test('lists every project, however many there are, also in the switch', async ({ gogreen, visitor }) => {
    for (let n = 0; n < 101; n += 1) await createProject(gogreen);
    const { key } = await createProject(gogreen, { key: freshKey('the-last') });
    const page = await visitor.open();
    await page.goto('/');
    await page.getByLabel('Project', { exact: true }).selectOption(key);
    await page.waitForURL(`**/projects/${key}/flags`);
  });

  test('shows what fails, what waits for the viewer first, and what cannot be trusted', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    receiver.answer({ status: 503 });
    const { projectKey, flagKey, place } = await guardedFlag(gogreen);
    const { token, as } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const { changeRequest } = await command(as, 'proposeFlagChange', {
      ...place,
      enabled: true,
      title: 'Mine',
    });
    expect(changeRequest?.id).toMatch(/^cr_/);
    await command(gogreen, 'proposeFlagChange', { ...place, enabled: true, title: 'Of somebody else' });
    const { id } = await startedExperiment(gogreen, place, { name: 'Wrongly split' });
    await recordResults(gogreen, {
      experimentId: id,
      variations: conversions({ off: [5_000, 400], on: [60, 3] }),
    });
    await createWebhook(gogreen, { projectKey, name: 'Broken', url: `${receiver.url}/hooks` });
    const page = await visitor.open({ token });
    await createFlag(gogreen, { projectKey });
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(0);

    await page.goto('/');
    const changes = page
      .getByRole('region')
      .or(page.locator('section'))
      .filter({ hasText: 'Changes that wait' });
    await changes.first().waitFor();
    const titles = await changes.first().getByRole('link').allTextContents();
    expect(titles).toEqual(['Of somebody else', 'Mine']);
    await page.getByText('You may approve it.').waitFor();
    await page.getByRole('link', { name: 'Broken' }).waitFor();
    expect(await page.getByText('Nothing needs you').count()).toBe(0);
    await page.getByRole('link', { name: 'Wrongly split' }).click();
    await page.getByText('the sample ratio does not match').waitFor();
    expect(page.url()).toContain(`/projects/${projectKey}/experiments/${id}`);
    expect(flagKey).not.toBe('');
  });

  test('lets owners create a project, says issues at their fields, and others why they may not', async ({
    gogreen,
    visitor,
  }) => {
    const page = await visitor.open();
    await page.goto('/');
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Name').fill('Shop');
    await page.getByLabel('Key').fill('Not a key');
    await page.getByRole('button', { name: 'Create project' }).click();
    await expect.poll(() => page.getByLabel('Key').getAttribute('aria-invalid')).toBe('true');
    const key = freshKey('shop');
    await page.getByLabel('Key').fill(key);
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByText('There is no flag yet').waitFor();
    expect(page.url()).toContain(`/projects/${key}/flags`);
    await expect.poll(() => page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe(key);

    const { token } = await addService(gogreen, { [key]: 'ADMIN' });
    const other = await visitor.open({ token });
    await other.goto('/');
    const button = other.getByRole('button', { name: 'New project' });
    expect(await button.getAttribute('title')).toBe('Only owners of this instance may create projects.');
  });

  test.for(LOOKS)('is shown accessibly: %o', async (look, { gogreen, visitor }) => {
    const { projectKey, place } = await guardedFlag(gogreen);
    const empty = await addService(gogreen, { [(await createProject(gogreen)).key]: 'VIEWER' });
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const page = await visitor.open({ ...look, token });
    await page.goto('/');
    await page.getByText('Changes that wait').waitFor();
    await expectAccessible(page);
    await takeShot(page, 'home', look);
    const quiet = await visitor.open({ ...look, token: empty.token });
    await quiet.goto('/');
    await quiet.getByText('Nothing needs you').waitFor();
    await expectAccessible(quiet);
  });
});
