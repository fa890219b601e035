import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { guardedFlag } from '#test/support/approvals.ts';
import { createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { hasChromium, testWithDashboard } from '#test/support/dashboard.ts';
import { createExperiment, startedExperiment } from '#test/support/experiments.ts';

const test = testWithDashboard();

/** What buttons begin with that change something. Filters, tabs, copies and exports are not among them. */
const CHANGES =
  /^(New|Add|Create|Edit|Delete|Move|Rename|Revoke|Remove|Start|Record|Conclude|Approve|Apply|Reject|Comment|Retry|Replay|Cancel|Save|Propose|Enable|Disable|Rotate|Check|Test)\b/;

describe.skipIf(!hasChromium)('somebody who may only read', () => {
  test('finds no button on any page of a project that would be refused without saying so', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, flagKey, place } = await guardedFlag(gogreen);
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const { id: running } = await startedExperiment(gogreen, place);
    const draft = await createExperiment(gogreen, place);
    const { id: integration } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    const found: string[] = [];
    let refused = 0;
    for (const path of [
      'flags',
      `flags/${flagKey}?env=production`,
      'changes',
      `changes/${changeRequest?.id}`,
      'experiments',
      `experiments/${running}`,
      `experiments/${draft}`,
      'deliveries',
      'integrations',
      `integrations/${integration}`,
      'settings',
      'settings?part=members',
      'settings?part=project',
    ]) {
      await page.goto(`/projects/${projectKey}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
      for (const button of await page.locator('main').getByRole('button').all()) {
        const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
        // A draft of rules stays in the browser, to see what it would do.
        if (!CHANGES.test(name) || name === 'Add rule') continue;
        const isOff = (await button.getAttribute('aria-disabled')) === 'true';
        const why = await button.getAttribute('title');
        if (isOff && why) refused += 1;
        else found.push(`${path}: ${name}`);
      }
    }
    expect(found).toEqual([]);
    expect(refused).toBeGreaterThan(10);
  });
});
