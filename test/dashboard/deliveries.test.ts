import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';
import { failForGood, readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { describeFlag } from '#test/support/writers.ts';

const test = testWithDashboard();

/** A project with a flag `checkout` and a webhook, both of which have had no event yet that was delivered. */
async function createWorld(gogreen: TestApp, receiver: Receiver) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  const webhook = await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Cache invalidation' });
  return { projectKey, webhook };
}

/** Changes the flag, and waits until each delivery so far has had an attempt. */
async function change(gogreen: TestApp, projectKey: string, count = 1): Promise<void> {
  const before = (await readDeliveries(gogreen, projectKey)).length;
  for (let n = 0; n < count; n += 1) await describeFlag(gogreen, projectKey, 'checkout', before + n);
  await eventually(async () => {
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(deliveries).toHaveLength(before + count);
    for (const { attemptCount } of deliveries) expect(attemptCount).toBeGreaterThan(0);
  });
}

const rows = (page: Page) => page.locator('tbody tr');
const inspector = (page: Page) => page.getByRole('region', { name: 'Delivery', exact: true });

describe.skipIf(!hasChromium)('the deliveries', () => {
  test('appear and change by themselves', async ({ gogreen, receiver, visitor }) => {
    const { projectKey } = await createWorld(gogreen, receiver);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    await page.getByText('Nothing was delivered yet').waitFor();
    await change(gogreen, projectKey);
    await rows(page).getByText('delivered').waitFor();
    receiver.answer({ status: 503 });
    await change(gogreen, projectKey);
    await rows(page).first().getByText('503').waitFor();
    await rows(page).first().getByText('1 of 5').waitFor();
    await rows(page)
      .first()
      .getByText(/retry in/)
      .waitFor();
    await page.getByText('2 deliveries').waitFor();
  });

  test('wait as "1 new" while one is open, so that nothing moves', async ({ gogreen, receiver, visitor }) => {
    const { projectKey } = await createWorld(gogreen, receiver);
    await change(gogreen, projectKey);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    await rows(page).first().click();
    await inspector(page).getByText('Response').waitFor();
    await change(gogreen, projectKey);
    const held = page.getByRole('button', { name: '1 new' });
    await held.waitFor();
    expect(await rows(page).count()).toBe(1);
    await held.click();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  test('are moved through, opened and closed by keys alone', async ({ gogreen, receiver, visitor }) => {
    const { projectKey } = await createWorld(gogreen, receiver);
    await change(gogreen, projectKey, 3);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    await rows(page).nth(2).waitFor();
    const [newest, second] = await readDeliveries(gogreen, projectKey);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await inspector(page).getByText('Response').waitFor();
    expect(page.url()).toContain(second?.id);
    await page.keyboard.press('k');
    await expect.poll(() => page.url()).toContain(newest?.id);
    await page.keyboard.press('/');
    await page.keyboard.type('jkr');
    expect(page.url(), 'letters that are typed are text').toContain(newest?.id);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('heading', { name: 'Deliveries' }).click();
    await page.keyboard.press('Escape');
    await inspector(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-delivery'))).toBe(newest?.id);
  });

  test('are filtered by what the address says, and each condition can be removed', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { projectKey } = await createWorld(gogreen, receiver);
    await change(gogreen, projectKey);
    receiver.answer({ status: 500 });
    await change(gogreen, projectKey);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    await rows(page).nth(1).waitFor();
    await page.locator('summary', { hasText: 'Status' }).click();
    await page.getByRole('checkbox', { name: 'delivered' }).check();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByText('1 delivery').waitFor();
    await page.reload();
    await page.getByText('Status: delivered').waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Remove the filter Status' }).click();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.locator('summary', { hasText: 'Answer' }).click();
    await page.getByLabel('Status code', { exact: true }).fill('700');
    await page.keyboard.press('Enter');
    await page.getByText('Status codes are from 100 to 599').waitFor();
    await page.getByLabel('Status code', { exact: true }).fill('500 - 503');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('answer')).toBe('500-503');
    await page.getByRole('searchbox').fill('no such text');
    await page.getByText('No delivery matches').waitFor();
    await page.getByRole('link', { name: 'Show all deliveries' }).click();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  test('say which integration fails, since when and why', async ({ gogreen, receiver, visitor }) => {
    const { projectKey, webhook } = await createWorld(gogreen, receiver);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    receiver.answer({ status: 503 });
    await change(gogreen, projectKey);
    const banner = page.getByRole('region', { name: 'Integrations that do not work' });
    await banner.getByText(/fails since .*503 Service Unavailable\. 1 attempt failed in a row/).waitFor();
    const link = banner.getByRole('link', { name: 'Cache invalidation' });
    expect(await link.getAttribute('href')).toBe(`/projects/${projectKey}/integrations/${webhook.id}`);
    await banner.getByRole('button', { name: 'Show the deliveries' }).click();
    await page.getByText('Integration: Cache invalidation').waitFor();
  });

  test('tell those who may not retry why they cannot', async ({ gogreen, receiver, visitor }) => {
    const { projectKey } = await createWorld(gogreen, receiver);
    receiver.answer({ status: 500 });
    await change(gogreen, projectKey);
    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    await page.goto(`/projects/${projectKey}/deliveries`);
    await rows(page).first().click();
    const retry = inspector(page).getByRole('button', { name: /^Retry/ });
    await expect.poll(() => retry.textContent()).toContain('Only editors and admins of the project');
    const signature = inspector(page).getByRole('button', { name: /^Check signature/ });
    await expect.poll(() => signature.textContent()).toContain('Only admins of the project see signatures');
    await page.keyboard.press('r');
    await page
      .getByText(/^Only editors and admins/)
      .first()
      .waitFor();
    expect(receiver.requests).toHaveLength(1);
  });

  test.for(LOOKS)(
    'are accessible, with a filter, a delivery and a dialog open: %o',
    async (look, { gogreen, receiver, visitor }) => {
      const { projectKey } = await createWorld(gogreen, receiver);
      receiver.answer({ status: 500, body: '{"error":{"code":500,"text":"broken"}}' });
      await change(gogreen, projectKey, 2);
      await failForGood(gogreen);
      await change(gogreen, projectKey);
      const page = await visitor.open(look);
      await page.goto(`/projects/${projectKey}/deliveries?status=%5B"FAILED"%2C"PENDING"%5D`);
      await rows(page).nth(2).waitFor();
      await page.getByText('2 failed').waitFor();
      await expectAccessible(page);
      await page.locator('summary', { hasText: 'Time' }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await rows(page).first().click();
      await inspector(page).getByText('Response').waitFor();
      await inspector(page).getByRole('button', { name: 'Check signature' }).click();
      await expectAccessible(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: 'Replay events…' }).click();
      await page.getByRole('dialog').getByLabel('Integration').selectOption('Cache invalidation');
      await page.getByText('would be queued').waitFor();
      await expectAccessible(page);
    },
  );
});
