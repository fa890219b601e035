import { describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { hasChromium, testWithDashboard } from '#test/support/dashboard.ts';
import { failForGood, readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { describeFlag } from '#test/support/writers.ts';

const test = testWithDashboard();

/** A project with this number of deliveries to one webhook, each attempted once. */
async function deliver(gogreen: TestApp, url: string, count: number) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  await createWebhook(gogreen, { projectKey, url, name: 'Cache invalidation', maxInFlight: 1 });
  for (let n = 0; n < count; n += 1) await describeFlag(gogreen, projectKey, 'checkout', n);
  await eventually(async () => {
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(deliveries.filter(({ attemptCount }) => attemptCount > 0)).toHaveLength(count);
  });
  return projectKey;
}

describe.skipIf(!hasChromium)('many deliveries at once', () => {
  test('are retried as the filter shows them, counted first, with their progress', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    receiver.answer({ status: 500 });
    const projectKey = await deliver(gogreen, receiver.url, 3);
    await failForGood(gogreen);
    receiver.answer({ status: 200 });
    receiver.requests.splice(0);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries?status=%5B"FAILED"%5D`);
    await page.getByRole('link', { name: 'Deliveries 3 failed' }).waitFor();
    await page.getByRole('button', { name: 'Retry these 3…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 failed deliveries').waitFor();
    expect(receiver.requests, 'counting sends nothing').toHaveLength(0);
    await dialog.getByRole('button', { name: 'Retry 3 deliveries' }).click();
    const progress = page.getByRole('list', { name: 'Bulk retries and replays' });
    await progress.getByText('3 delivered').waitFor();
    await progress.getByText('done').waitFor();
    await page.getByText('3 failed', { exact: true }).waitFor({ state: 'detached' });
    expect(receiver.requests).toHaveLength(3);
    await expect.poll(() => page.locator('tbody tr').getByText('delivered').count()).toBe(3);
    await progress.getByRole('link', { name: 'Show them' }).click();
    await page.getByText(/^Recovery: rcv_/).waitFor();
    await progress.getByRole('button', { name: 'Dismiss' }).click();
    await progress.waitFor({ state: 'detached' });
  });

  test('are replayed from the event log by sequence, and stopped', async ({ gogreen, receiver, visitor }) => {
    const projectKey = await deliver(gogreen, receiver.url, 5);
    receiver.requests.splice(0);
    receiver.hang();
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries`);
    await page.getByRole('button', { name: 'Replay events…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Integration').selectOption('Cache invalidation');
    // The flag was created before the webhook was.
    await dialog.getByText('1 delivery would be queued').waitFor();
    await dialog.getByLabel('First event').fill('9');
    await dialog.getByLabel('Last event').fill('3');
    await dialog.getByText('The last event must not be before the first one').waitFor();
    await dialog.getByLabel('First event').fill('3');
    await dialog.getByLabel('Last event').fill('6');
    await dialog.getByLabel('All events of the range').check();
    await dialog.getByRole('button', { name: 'Replay 4 deliveries' }).click();
    const progress = page.getByRole('list', { name: 'Bulk retries and replays' });
    await progress.getByText('Replay of 4 deliveries').waitFor();
    await receiver.waitFor(1);
    await progress.getByRole('button', { name: 'Stop' }).click();
    await progress.getByText('stopped').waitFor();
    await expect.poll(() => page.locator('tbody tr').getByText('cancelled').count()).toBe(3);
    expect(new URL(page.url()).searchParams.get('replay')).toBeNull();
  });
});
