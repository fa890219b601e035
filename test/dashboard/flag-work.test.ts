/** The page of a flag beyond its rules: requests before saving, a schedule, trying drafts, comparing, restoring, Jira. */

import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import type { TestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  updateFlagEnvironment,
} from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

async function newFlag(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey, key: 'checkout' });
  const development = { projectKey, flagKey, environmentKey: 'development' };
  return {
    projectKey,
    flagKey,
    development,
    production: { ...development, environmentKey: 'production' },
    url: `/projects/${projectKey}/flags/${flagKey}`,
  };
}

const GERMANS = {
  clauses: [{ attribute: 'country', operator: 'EQUALS' as const, values: ['DE'] }],
  serve: { variation: 'on' },
};

async function codeOf(gogreen: TestApp, { projectKey, flagKey, environmentKey }: Record<string, string>) {
  const { data } = await gogreen.send(
    `query ($projectKey: String!, $key: String!, $environment: String!) {
      flag(projectKey: $projectKey, key: $key) { jiraIssues environment(key: $environment) { codeLike } }
    }`,
    { projectKey, key: flagKey, environment: environmentKey },
  );
  return (data as { flag: { jiraIssues: string[]; environment: { codeLike: string } } }).flag;
}

describe.skipIf(!hasChromium)('before a change is saved', () => {
  test('the exact requests are shown, with what is typed as it is now, and the receiver gets the same', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { projectKey, url } = await newFlag(gogreen);
    await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Shop backend' });
    const page = await visitor.open();
    await page.goto(url);
    await page.getByRole('switch').click();
    await page.getByRole('button', { name: 'See the exact requests…' }).click();
    const shown = page.getByRole('dialog').getByLabel('Body of the request');
    const body = JSON.parse((await shown.textContent()) ?? '');
    expect(body).toMatchObject({ event: 'flag.updated', changes: { enabled: { old: false, new: true } } });
    expect(await page.getByRole('dialog').getByText(receiver.url).count()).toBe(1);
    expect(receiver.requests).toHaveLength(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await page.getByText('This is who has been told.').waitFor();
    await expect.poll(() => receiver.requests.length).toBe(1);
    const sent = JSON.parse(String(receiver.requests[0]?.body));
    expect(sent.changes).toEqual(body.changes);
    expect(sent.code_like_after).toBe(body.code_like_after);
  });

  test('a time makes a scheduled change request of it, and a time that is past is said at its field', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, url, development } = await newFlag(gogreen);
    const page = await visitor.open();
    await page.goto(url);
    await page.getByRole('switch').click();
    await page.getByLabel('At a time').check();
    await page.getByLabel('Time', { exact: true }).fill('2020-01-01T10:00');
    await page.getByRole('button', { name: /^Schedule/ }).click();
    await page.getByText('must be in the future').first().waitFor();
    expect(await page.getByLabel('Time', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    const at = new Date(Date.now() + 48 * 3_600_000);
    at.setUTCSeconds(0, 0);
    await page.getByLabel('Time', { exact: true }).fill(at.toISOString().slice(0, 16));
    await page.getByLabel('Comment').fill('After the freeze');
    await page.getByRole('button', { name: /^Schedule/ }).click();
    await page.getByText(/^Scheduled: /).waitFor();
    const { data } = await gogreen.send(
      `query ($key: String!) { project(key: $key) { changeRequests { edges { node { scheduledAt comment state } } } } }`,
      { key: projectKey },
    );
    expect(data).toMatchObject({
      project: {
        changeRequests: {
          edges: [{ node: { scheduledAt: at.toISOString(), comment: 'After the freeze', state: 'PENDING' } }],
        },
      },
    });
    expect((await codeOf(gogreen, development)).environment.codeLike).toContain('OFF');
  });
});

describe.skipIf(!hasChromium)('a context that is tried', () => {
  test('shows what it gets by what is stored and by the draft, clause by clause', async ({
    gogreen,
    visitor,
  }) => {
    const { url, development } = await newFlag(gogreen);
    await updateFlagEnvironment(gogreen, {
      ...development,
      enabled: true,
      rules: [GERMANS],
      fallthrough: { variation: 'off' },
    });
    const page = await visitor.open();
    await page.goto(url);
    await page.getByRole('button', { name: 'Remove DE' }).click();
    await page.getByLabel('Values of clause 1 of rule 1').fill('FR');
    await page.keyboard.press('Enter');
    await page.getByText('changed, not saved').waitFor();
    await page.getByRole('button', { name: 'Try a context', exact: true }).click();
    await page.getByLabel('Context').fill('{"country": "FR"}');
    await page.getByRole('button', { name: 'Evaluate' }).focus();
    await page.keyboard.press('Enter');
    const place = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Development' }) });
    await place.getByText('your draft').waitFor();
    await place.getByText('no rule matched').waitFor();
    await place.getByText('rule 1 matched').waitFor();
    const why = place.getByText('Why: 1 rule, clause by clause');
    await why.first().click();
    await why.last().click();
    await place.getByText('rule 1 does not match').waitFor();
    await place.getByText('rule 1 matches').waitFor();
    expect(await place.getByText('"FR"').count()).toBe(2);
    const elsewhere = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Production' }) });
    await elsewhere.getByText('the flag is off').waitFor();
    expect(await elsewhere.getByText('your draft').count()).toBe(0);
  });
});

describe.skipIf(!hasChromium)('environments that are compared', () => {
  test('differ line by line, and one becomes the draft of the other: nothing is saved by that', async ({
    gogreen,
    visitor,
  }) => {
    const { url, development, production } = await newFlag(gogreen);
    await updateFlagEnvironment(gogreen, { ...development, enabled: true, rules: [GERMANS] });
    const page = await visitor.open();
    await page.goto(url);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText(/lines differ/).waitFor();
    const cells = await page.locator('tbody td').allTextContents();
    expect(cells.join('\n')).toContain('IF country EQUALS "DE"');
    await page.getByLabel('Right environment').selectOption('development');
    await page.getByText('the same in both').waitFor();
    await page.getByLabel('Right environment').selectOption('production');
    await page.reload();
    await page.getByRole('button', { name: 'Copy to Production…' }).click();
    await page.getByText('IF country EQUALS "DE"', { exact: true }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('env')).toBe('production');
    expect((await codeOf(gogreen, production)).environment.codeLike).not.toContain('IF');

    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const again = page.getByRole('button', { name: /^Copy to Production…/ });
    await again.waitFor();
    expect(await again.getAttribute('title')).toContain('You have a draft in Production');
    await page.getByRole('button', { name: 'Targeting', exact: true }).click();
    await page.getByRole('button', { name: /^Save/ }).click();
    await expect
      .poll(async () => (await codeOf(gogreen, production)).environment.codeLike)
      .toContain('IF country EQUALS "DE"');
  });
});

describe.skipIf(!hasChromium)('an earlier state', () => {
  test('is restored by keys alone, after its diff was shown', async ({ gogreen, visitor }) => {
    const { url, development } = await newFlag(gogreen);
    await updateFlagEnvironment(gogreen, { ...development, enabled: true, rules: [GERMANS] });
    const then = (await codeOf(gogreen, development)).environment.codeLike;
    await updateFlagEnvironment(gogreen, { ...development, rules: [], enabled: false });
    const page = await visitor.open();
    await page.goto(`${url}?tab=history`);
    const restore = page.getByRole('button', { name: 'Restore the state after event 2' });
    await restore.waitFor();
    await restore.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Restore the state after event 2' });
    await dialog.getByText('IF country EQUALS "DE"', { exact: true }).waitFor();
    await dialog.getByLabel('Comment').focus();
    await page.keyboard.type('It was not the cause');
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect((await codeOf(gogreen, development)).environment.codeLike).toBe(then);
    await page.getByText('It was not the cause').waitFor();
  });

  test('where changes must be confirmed: with the key; where they need an approval: as a proposal', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, url, production } = await newFlag(gogreen);
    await setFlagEnabled(gogreen, { ...production, enabled: true });
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', confirmChanges: true });
    const page = await visitor.open();
    await page.goto(`${url}?tab=history`);
    const open = (event: number) =>
      page.getByRole('button', { name: `Restore the state after event ${event}`, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await open(1);
    await dialog.getByLabel('Environment').selectOption('production');
    const button = dialog.getByRole('button', { name: /^Restore in Production/ });
    await expect.poll(() => button.getAttribute('title')).toBe('Type production to confirm');
    await dialog.getByLabel('Type production to confirm').fill('production');
    await button.click();
    await dialog.waitFor({ state: 'detached' });
    expect((await codeOf(gogreen, production)).environment.codeLike).toContain('OFF');

    const guard = { projectKey, key: 'production', confirmChanges: false, requiresApproval: true };
    await command(gogreen, 'updateEnvironment', guard);
    await open(2);
    await dialog.getByText('Production asks for approvals').waitFor();
    await dialog.getByRole('button', { name: 'Propose in Production' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/^Proposed to restore/).waitFor();
    expect((await codeOf(gogreen, production)).environment.codeLike).toContain('OFF');
  });

  test('that the flag has now, or cannot have any more: says so, and cannot be sent', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, development } = await newFlag(gogreen);
    const variations = ['red', 'green'].map((key) => ({ key, value: key }));
    await createFlag(gogreen, { projectKey, key: 'colour', kind: 'STRING', variations });
    const place = { ...development, flagKey: 'colour' };
    await updateFlagEnvironment(gogreen, { ...place, offVariation: 'green' });
    await updateFlagEnvironment(gogreen, { ...place, offVariation: 'red' });
    await command(gogreen, 'updateFlag', { projectKey, key: 'colour', variations: variations.slice(0, 1) });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/colour?tab=history`);
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: /^Restore in Development/ });
    await page.getByRole('button', { name: 'Restore the state after event 4', exact: true }).click();
    await dialog.getByText('The flag behaves so in Development already').waitFor();
    expect(await button.getAttribute('title')).toBe('Nothing would change');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Restore the state after event 3', exact: true }).click();
    await dialog.getByText('the flag has no variation "green"').waitFor();
    expect(await button.getAttribute('title')).toBe('This state cannot be restored');
  });

  test('a viewer sees the diff, and why it cannot be restored', async ({ gogreen, visitor }) => {
    const { projectKey, url, development } = await newFlag(gogreen);
    await setFlagEnabled(gogreen, { ...development, enabled: true });
    const { token } = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const page = await visitor.open({ token });
    await page.goto(`${url}?tab=history`);
    await page.getByRole('button', { name: 'Restore the state after event 1', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Switched the flag off in Development.').waitFor();
    const button = dialog.getByRole('button', { name: /^Restore in Development/ });
    expect(await button.getAttribute('title')).toContain('editors');
  });
});

describe.skipIf(!hasChromium)('the Jira issues of a flag', () => {
  test('are linked and unlinked, and a key that is none is refused at its field', async ({
    gogreen,
    visitor,
  }) => {
    const { url, development } = await newFlag(gogreen);
    const page = await visitor.open();
    await page.goto(url);
    await page.getByRole('button', { name: 'Link Jira issues…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Key of an issue').fill('not a key');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByLabel('Key of an issue').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Key of an issue').fill('web-7');
    await page.keyboard.press('Enter');
    await dialog.getByText('WEB-7', { exact: true }).waitFor();
    expect((await codeOf(gogreen, development)).jiraIssues).toEqual(['WEB-7']);
    await dialog.getByRole('button', { name: 'Unlink WEB-7' }).click();
    await dialog.getByText('No issue is linked yet.').waitFor();
    expect((await codeOf(gogreen, development)).jiraIssues).toEqual([]);
  });
});

describe.skipIf(!hasChromium)('each of these', () => {
  test.for(LOOKS)('is accessible: %o', async (look, { gogreen, receiver, visitor }) => {
    const { projectKey, url, development } = await newFlag(gogreen);
    await createWebhook(gogreen, { projectKey, url: receiver.url });
    await updateFlagEnvironment(gogreen, { ...development, enabled: true, rules: [GERMANS] });
    const page = await visitor.open(look);
    const dialog = page.getByRole('dialog');
    await page.goto(url);
    await page.getByRole('switch').click();
    await page.getByLabel('At a time').check();
    await page.getByRole('button', { name: 'See the exact requests…' }).click();
    await dialog.getByLabel('Body of the request').waitFor();
    await expectAccessible(page);
    await page.goto(`${url}?tab=try`);
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await page.getByText('Why: 1 rule').first().click();
    await expectAccessible(page);
    await page.goto(`${url}?tab=compare`);
    await page.getByText(/lines differ/).waitFor();
    await expectAccessible(page);
    await page.goto(`${url}?tab=history`);
    await page.getByRole('button', { name: 'Restore the state after event 1', exact: true }).click();
    await dialog.getByRole('list', { name: 'Integrations that are told' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Link Jira issues…' }).click();
    await expectAccessible(page);
  });
});
