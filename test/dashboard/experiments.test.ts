import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { command } from '#test/support/command.ts';
import {
  expectAccessible,
  hasChromium,
  LOOKS,
  takeShot,
  testWithDashboard,
} from '#test/support/dashboard.ts';
import {
  conversions,
  createExperiment,
  placeOfFlag,
  readExperiment,
  recordResults,
  startedExperiment,
} from '#test/support/experiments.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('an experiment', () => {
  test('is made, started, given totals and concluded, and the flag serves the winner', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, flagKey } = await placeOfFlag(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/experiments`);
    await page.getByRole('button', { name: 'New experiment' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Shorter checkout');
    await page.getByLabel('Hypothesis').fill('With one page fewer, more people buy.');
    await page.getByLabel('Flag', { exact: true }).fill(flagKey);
    await page.getByLabel('Control').selectOption('off');
    expect(await page.getByRole('checkbox', { name: 'on' }).isChecked()).toBe(true);
    await page.getByLabel('Metric', { exact: true }).fill('Purchases');
    await page.getByRole('button', { name: 'Create draft' }).click();

    await page.getByText('The experiment has not been started').waitFor();
    await page.getByRole('button', { name: 'Start…' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('There are no totals yet').waitFor();

    await page.getByRole('button', { name: 'Record totals…' }).click();
    const off = page.getByRole('group', { name: 'off' });
    const on = page.getByRole('group', { name: 'on' });
    await off.getByLabel('Exposures').fill('5,000');
    await off.getByLabel('Conversions').fill('400');
    await on.getByLabel('Exposures').fill('5050');
    await on.getByLabel('Conversions').fill('6000');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await on.getByText(/must be at most the exposures/).waitFor();
    await on.getByLabel('Conversions').fill('480');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    const plot = page.getByRole('img', {
      name: /^Lift compared with off, with intervals of 95 %: on \+18\.8 %/,
    });
    await plot.waitFor();
    await page.getByRole('row', { name: /^on .*better \+18\.8 %/ }).waitFor();

    await page.getByRole('button', { name: 'Conclude…' }).click();
    await page.getByLabel('Winner').selectOption('on');
    await page.getByLabel(/^Serve the winner/).check();
    await page.getByRole('button', { name: 'Conclude and apply' }).click();
    await page.getByText(/The winner is on\. The flag serves it in Production\./).waitFor();
    await page.getByText(/^\W*concluded$/).waitFor();
  });

  test('with issues stays on its form, which says them at their fields', async ({ gogreen, visitor }) => {
    const { projectKey, flagKey } = await placeOfFlag(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/experiments/new?flag=${flagKey}`);
    await page.getByRole('checkbox', { name: 'on' }).uncheck();
    await page.getByLabel('Minimum sample').fill('1');
    await page.getByRole('button', { name: 'Create draft' }).click();
    await page.getByText(/name at least one variation/).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Hypothesis').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Metric', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Minimum sample').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Flag', { exact: true }).fill('no-such-flag');
    await page.getByText('There is no flag with this key in the project.').waitFor();
  });

  test('follows totals that others record, says what is missing, and warns of a wrong split', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByText('There are no totals yet').waitFor();
    await recordResults(gogreen, {
      experimentId: id,
      variations: conversions({ off: [5_000, 400], on: [60, 3] }),
    });
    await page.getByText('the sample ratio does not match').waitFor();
    await page.getByText(/"on" has 60/).waitFor();
    await page.goto(`/projects/${place.projectKey}/experiments`);
    await page.getByText('sample ratio mismatch').waitFor();
  });

  test('shows how the lift moved, as a plot and as a table, and how much is missing to find a lift', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    await gogreen.app.database.pool.query(
      `UPDATE experiments SET started_at = started_at - interval '10 days' WHERE id = $1`,
      [id],
    );
    const record = (daysAgo: number, off: [number, number], on: [number, number]) =>
      recordResults(gogreen, {
        experimentId: id,
        occurredAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
        variations: conversions({ off, on }),
      });
    await record(5, [2_500, 250], [2_500, 260]);
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByText('Not enough points for a line').waitFor();
    // Within the interval of reports there is no event of these.
    await record(0, [5_000, 500], [5_000, 540]);
    await page.reload();
    await page.getByRole('img', { name: /^Lift of on over off: \+4\.00 % at .*, \+8\.00 %, from/ }).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('row', { name: /\+4\.00 %.*5,000$/ }).waitFor();
    await page.getByText(/19,502 more exposures.*about (19|20) days at the present pace/).waitFor();
    await page.getByLabel('To find a lift of').selectOption('50 %');
    await page.getByText(/^Enough\./).waitFor();
  });

  test('as a draft can be edited, and once it has started it cannot', async ({ gogreen, visitor }) => {
    const place = await placeOfFlag(gogreen);
    const id = await createExperiment(gogreen, place, { minimumSample: 500, alpha: 0.01 });
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('heading', { name: 'Edit the draft' }).waitFor();
    expect(await page.getByLabel('Minimum sample').inputValue()).toBe('500');
    await page.getByLabel('Name', { exact: true }).fill('');
    await page.getByLabel('Metric', { exact: true }).fill('Orders');
    await page.getByLabel('Significance level').fill('0.1');
    await page.getByRole('button', { name: 'GraphQL' }).click();
    await page.getByRole('group', { name: 'Variables' }).getByText('"Orders"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'))
      .toBe('true');
    await page.getByLabel('Name', { exact: true }).fill('Fewer pages');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Fewer pages' }).waitFor();
    expect(await readExperiment(gogreen, id)).toMatchObject({
      name: 'Fewer pages',
      alpha: 0.1,
      minimumSample: 500,
      metric: { name: 'Orders', kind: 'CONVERSION' },
      control: 'off',
      treatments: ['on'],
    });
    await command(gogreen, 'startExperiment', { experimentId: id });
    await page.getByRole('button', { name: 'Edit' }).waitFor({ state: 'detached' });
    await page.goto(`/projects/${place.projectKey}/experiments/${id}/edit`);
    await page.getByText('The experiment has started: its design is fixed').waitFor();
  });

  test('whose environment asks for approval is concluded without a change of the flag, and says so', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    const guard = { projectKey: place.projectKey, key: 'production', requiresApproval: true };
    await command(gogreen, 'updateEnvironment', { ...guard, minimumApprovals: 1 });
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByRole('button', { name: 'Conclude…' }).click();
    await page.getByLabel('Winner').selectOption('on');
    await page.getByLabel(/^Serve the winner/).check();
    await page.getByText('Production asks for approval before a change').waitFor();
    await page.getByRole('button', { name: 'Conclude', exact: true }).click();
    await page.getByText('The winner was not applied').waitFor();
    await page.getByRole('link', { name: 'Propose it on the flag' }).waitFor();
  });

  test('in an environment that asks for a confirmation is applied once its key is typed', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    const confirmed = { projectKey: place.projectKey, key: 'production', confirmChanges: true };
    await command(gogreen, 'updateEnvironment', confirmed);
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/experiments/${id}`);
    await page.getByRole('button', { name: 'Conclude…' }).click();
    await page.getByLabel('Winner').selectOption('on');
    await page.getByLabel(/^Serve the winner/).check();
    await page.getByRole('button', { name: 'Conclude and apply' }).click();
    const confirmation = page.getByLabel('Type production to confirm');
    await expect.poll(() => confirmation.getAttribute('aria-invalid')).toBe('true');
    expect((await readExperiment(gogreen, id)).state).toBe('RUNNING');
    await confirmation.fill('production');
    await page.getByRole('button', { name: 'Conclude and apply' }).click();
    await page.getByText(/The flag serves it in Production/).waitFor();
  });

  test('can be read by viewers, and the buttons say why not more', async ({ gogreen, visitor }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    const { token } = await addService(gogreen, { [place.projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    for (const [path, name] of [
      ['', 'New experiment'],
      [`/${id}`, 'Conclude…'],
      [`/${id}`, 'Record totals…'],
      ['/new', 'Create draft'],
    ]) {
      await page.goto(`/projects/${place.projectKey}/experiments${path}`);
      const button = page.getByRole('button', { name: name ?? '' });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.getAttribute('title')).toBe(
        'Only editors and admins of the project may run experiments.',
      );
    }
  });
});

describe.skipIf(!hasChromium)('the list of experiments', () => {
  test('is reached by keys, keeps its filters in the address, and is linked with the flag', async ({
    gogreen,
    visitor,
  }) => {
    const place = await placeOfFlag(gogreen);
    await createExperiment(gogreen, place, { name: 'A draft' });
    await startedExperiment(gogreen, place, { name: 'One that runs' });
    const page = await visitor.open();
    await page.goto(`/projects/${place.projectKey}/flags/${place.flagKey}`);
    await page.getByRole('link', { name: 'One that runs' }).waitFor();
    expect(await page.getByRole('link', { name: 'A draft' }).count()).toBe(0);
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await page.getByRole('link', { name: 'A draft' }).waitFor();
    await page.getByText('State', { exact: true }).first().click();
    await page.getByRole('checkbox', { name: 'running' }).check();
    await page.getByRole('link', { name: 'A draft' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'One that runs' }).click();
    await page.getByRole('heading', { name: 'One that runs' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'One that runs' }).waitFor();
    expect(await page.getByRole('link', { name: 'A draft' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Remove the filter State' }).click();
    await page.getByRole('link', { name: 'A draft' }).waitFor();
  });

  test.for(LOOKS)('is shown accessibly, as are the pages: %o', async (look, { gogreen, visitor }) => {
    const place = await placeOfFlag(gogreen);
    const { id } = await startedExperiment(gogreen, place);
    await recordResults(gogreen, {
      experimentId: id,
      occurredAt: new Date().toISOString(),
      variations: conversions({ off: [4_000, 320], on: [4_700, 430] }),
    });
    await recordResults(gogreen, {
      experimentId: id,
      variations: conversions({ off: [5_000, 400], on: [5_900, 560] }),
    });
    const draft = await createExperiment(gogreen, place);
    const page = await visitor.open(look);
    const base = `/projects/${place.projectKey}/experiments`;
    await page.goto(base);
    await page.getByRole('link', { name: 'Shorter checkout' }).first().waitFor();
    await expectAccessible(page);
    await page.goto(`${base}/${id}`);
    await page.getByRole('img', { name: /^Lift compared/ }).waitFor();
    await page.getByText('As a table').click();
    await page.getByText(/more exposures/).waitFor();
    await expectAccessible(page);
    await takeShot(page, 'experiment', look);
    for (const name of ['Record totals…', 'Conclude…']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
    }
    await page.goto(`${base}/new?flag=${place.flagKey}`);
    await page.getByRole('checkbox', { name: /\(on\)|^on$/ }).waitFor();
    await expectAccessible(page);
    await page.goto(`${base}/${draft}/edit`);
    await page.getByRole('checkbox', { name: /\(on\)|^on$/ }).waitFor();
    await expectAccessible(page);
    await takeShot(page, 'experiment-edit', look);
  });
});
