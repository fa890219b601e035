import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

const FLAG = graphql(`
  query DashboardFlag($projectKey: String!, $key: String!) {
    flag(projectKey: $projectKey, key: $key) {
      environments { environment { key } enabled codeLike }
    }
  }
`);

describe.skipIf(!hasChromium)('the page of a flag', () => {
  test('shows the diff and who will be told while rules are edited, and afterwards who has been told', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Cache invalidation' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').click();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByLabel('Attribute of clause 1 of rule 1').fill('country');
    await page.getByLabel('Operator of clause 1 of rule 1').selectOption('IN');
    await page.getByLabel('Values of clause 1 of rule 1').fill('DE');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'What will change' });
    await panel.getByText('IF country IN ("DE")').first().waitFor();
    await panel.getByText('Cache invalidation').waitFor();
    expect(receiver.requests, 'nothing is sent before it is saved').toHaveLength(0);
    await page.getByLabel('Comment').fill('Germany first');
    await page.keyboard.press('Control+s');
    await panel.getByText(/told in/).waitFor();
    const [{ body } = { body: Buffer.from('') }] = await receiver.waitFor(1);
    expect(String(body)).toContain('Germany first');
    const { flag } = await gogreen.run(FLAG, { projectKey, key });
    expect(flag?.environments[0]).toMatchObject({
      enabled: true,
      codeLike: expect.stringContaining('IF country IN'),
    });
  });

  test('marks a fault of the draft at its field, and does not save it', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText(/^✕ /).first().waitFor();
    const save = page.getByRole('button', { name: /^Save/ });
    await expect.poll(() => save.getAttribute('aria-disabled')).toBe('true');
    await expect.poll(() => save.textContent()).toContain('The change has faults');
  });

  test('shows the first environment where the address names one that does not exist', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey, environments } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}?env=gone`);
    await page.getByRole('heading', { name: `Rules in ${environments[0]?.name}` }).waitFor();
  });

  test('keeps the draft over a reload', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').click();
    await page.getByText('changed, not saved').waitFor();
    await page.reload();
    await page.getByText('changed, not saved').waitFor();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByText('changed, not saved').waitFor({ state: 'detached' });
  });

  test('rebases the draft when another browser saves, and says so', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const [mine, theirs] = [await visitor.open(), await visitor.open()];
    for (const page of [mine, theirs]) {
      await page.goto(`/projects/${projectKey}/flags/${key}`);
      await page.getByRole('switch').waitFor();
    }
    await mine.getByLabel('What everybody else serves').selectOption('off');
    await mine.getByText('changed, not saved').waitFor();
    await theirs.getByRole('switch').click();
    await theirs.getByRole('button', { name: /^Save/, disabled: false }).click();
    await mine.getByText('Somebody else has saved here').waitFor();
    await expect.poll(() => mine.getByRole('switch').getAttribute('aria-checked')).toBe('true');
    await mine.getByText('valid').waitFor();
    await mine.getByRole('button', { name: /^Save/ }).click();
    await mine.getByText('changed, not saved').waitFor({ state: 'detached' });
    const { flag } = await gogreen.run(FLAG, { projectKey, key });
    expect(flag?.environments[0]).toMatchObject({ enabled: true, codeLike: 'SERVE "off"' });
  });

  test('shows a change by somebody else without a reload', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').waitFor();
    await updateFlag(gogreen, { projectKey, key, name: 'Renamed elsewhere' });
    await page.getByRole('heading', { name: 'Renamed elsewhere' }).waitFor();
  });

  test('shows names, comments and values with markup as text', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const { key } = await createFlag(gogreen, { projectKey, name: markup, description: markup });
    await updateFlag(gogreen, { projectKey, key, owner: markup, comment: markup });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}?tab=history`);
    await page.getByRole('heading', { name: markup }).waitFor();
    expect(await page.getByText(markup).count()).toBeGreaterThan(2);
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  test.for(LOOKS)('is accessible on every tab: %o', async (look, { gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open(look);
    for (const tab of ['targeting', 'variations', 'try', 'history']) {
      await page.goto(`/projects/${projectKey}/flags/${key}?tab=${tab}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (tab === 'targeting') await page.getByRole('button', { name: 'Add rule' }).click();
      await expectAccessible(page);
    }
  });
});
