import { describe, expect } from 'vitest';
import { createFlag, createProject } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';
import { placeOfFlag, startedExperiment } from '#test/support/experiments.ts';
import { reportUsage } from '#test/support/usage.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('usage in the dashboard', () => {
  test('the page of a flag says how often the environment evaluated it, to what, and when last', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'checkout' });
    const place = { projectKey, environmentKey: 'production' };
    await reportUsage(gogreen, place, { flags: { checkout: { on: 900, off: 300 } } });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/checkout?env=production`);
    const usage = page.getByRole('region', { name: 'Usage in Production' });
    await usage.getByText('1,200 evaluations in 24 hours').waitFor();
    await usage.getByText('on 75 %').waitFor();
    await usage.getByText('off 25 %').waitFor();
    await usage.getByText('Last evaluated in Production').waitFor();
    await usage
      .getByRole('img', { name: 'Evaluations in the last 24 hours: 1,200 (on 75 %, off 25 %)' })
      .waitFor();
    await page.getByRole('button', { name: 'Development' }).click();
    await page
      .getByRole('region', { name: 'Usage in Development' })
      .getByText('No application has reported an evaluation in Development')
      .waitFor();
    for (const { theme, width } of LOOKS) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
  });

  test('a flag that no application evaluates is suggested to be stale, and its lifecycle is set from there', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    for (const key of ['checkout', 'old-banner']) await createFlag(gogreen, { projectKey, key });
    await gogreen.app.database.pool.query("UPDATE flags SET created_at = now() - interval '40 days'");
    await reportUsage(
      gogreen,
      { projectKey, environmentKey: 'production' },
      { flags: { checkout: { on: 1 } } },
    );
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags?columns=["evaluated"]&has=no-evaluation`);
    const row = page.getByRole('row', { name: /old-banner/ });
    await row.getByText('never').waitFor();
    await row.getByText('stale?').waitFor();
    expect(await page.getByRole('link', { name: 'checkout' }).count()).toBe(0);
    await expectAccessible(page);
    await row.getByRole('link', { name: 'old-banner' }).click();
    await page.getByText('The flag seems to be stale').waitFor();
    await page.getByText('No application has ever reported an evaluation of it.').waitFor();
    await page.getByRole('button', { name: 'Set the lifecycle…' }).click();
    await page.getByLabel('Lifecycle').selectOption('STALE');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('The flag seems to be stale').waitFor({ state: 'detached' });
  });

  test('the page of an experiment that counts by itself offers no totals to record', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place, { counting: 'AUTOMATIC' });
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByText('Nothing has been counted yet').waitFor();
    expect(await page.getByRole('button', { name: 'Record totals…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Conclude…' }).waitFor();
  });
});
