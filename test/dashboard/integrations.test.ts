import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';
import { readIntegrations } from '#test/support/integrations.ts';

const test = testWithDashboard();

const PROVIDERS = ['webhook', 'slack', 'teams', 'jira', 'datadog', 'newRelic', 'dynatrace'];

describe.skipIf(!hasChromium)('somebody who adds an integration', () => {
  test('sees the exact request and the answer to a test before anything is stored, then saves it', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations`);
    await page.getByRole('button', { name: 'Add integration' }).click();
    await page.getByRole('link', { name: /^Webhook/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('Cache invalidation');
    await page.getByLabel('URL', { exact: true }).fill(`${receiver.url}/hooks`);
    await page.getByRole('button', { name: 'Add to headers' }).click();
    await page.getByLabel('Name 1').fill('X-Team');
    await page.getByLabel('Value 1').fill('checkout');
    const request = page.getByRole('region', { name: 'Request' });
    await request.getByText(`${receiver.url}/hooks`).waitFor();
    await request.getByText(`"${flagKey}"`).first().waitFor();
    expect(receiver.requests).toHaveLength(0);

    receiver.answer({ status: 500, body: 'not today' });
    await page.getByRole('button', { name: 'Send test' }).click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByText(/^✕answered 500$/).waitFor();
    await answer.getByText('not today').waitFor();
    expect(receiver.requests[0]?.headers['x-team']).toBe('checkout');
    expect(await readIntegrations(gogreen, projectKey)).toHaveLength(0);

    receiver.answer({});
    await page.getByRole('button', { name: 'Save integration' }).click();
    await page.getByText('The signing secret is shown only now').waitFor();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByLabel('Code').getByText('createHmac').first().waitFor();
    await page.getByRole('link', { name: 'Go to the integration' }).click();
    await page.getByRole('heading', { name: 'Cache invalidation' }).waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
    await page.getByRole('link', { name: 'delivered' }).waitFor();
  });

  test('reads at each field what the server does not take', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/new?provider=webhook`);
    await page.getByLabel('URL', { exact: true }).fill('ftp://example.com');
    await page.getByText(/^✕ /).waitFor();
    expect(await page.getByLabel('URL', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe(null);
    await page.getByRole('button', { name: 'Save integration' }).click();
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'))
      .toBe('true');
  });

  test('fills in either the webhook of Slack or the bot', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/new?provider=slack`);
    await page.getByLabel('Webhook URL').waitFor();
    await page.getByRole('radio', { name: 'Bot' }).check();
    expect(await page.getByLabel('Webhook URL').count()).toBe(0);
    await page.getByLabel('Bot token').fill('xoxb-1234567890-abcdefghij');
    await page.getByLabel('Channels').fill('#releases\n#team-checkout');
    await page.getByRole('region', { name: 'Request to #team-checkout' }).waitFor();
    await page.getByRole('button', { name: 'Save integration' }).click();
    await page.getByText('#releases').first().waitFor();
    await expect
      .poll(() => readIntegrations(gogreen, projectKey))
      .toMatchObject([{ provider: 'SLACK', name: 'Slack', eventTypes: [] }]);
  });

  test('gets the URL and the secret for Jira, with what to do there', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/new?provider=jira`);
    await page.getByLabel('Site').fill('https://acme.atlassian.net');
    await page.getByLabel('E-mail address').fill('flags@acme.com');
    await page.getByLabel('API token').fill('ATATT-the-token-of-the-account');
    await page.getByRole('button', { name: 'Add to lifecycles by status' }).click();
    await page.getByLabel('Status 1').fill('Done');
    await page.getByLabel('Lifecycle 1').selectOption('STALE');
    await page.getByRole('button', { name: 'Save integration' }).click();
    await page.getByText('The signing secret is shown only now').waitFor();
    await page.getByText('/hooks/jira/').first().waitFor();
  });

  test.for(PROVIDERS)('finds a form for %s', async (provider, { gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/new?provider=${provider}`);
    await page.getByRole('heading', { name: 'New integration' }).waitFor();
    for (const more of await page.getByText('More settings').all()) await more.click();
    await expectAccessible(page);
  });

  test('reads why, without the role for it', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const page = await visitor.open({ token });
    await page.goto(`/projects/${projectKey}/integrations`);
    const add = page.getByRole('button', { name: 'Add integration' });
    await add.waitFor();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    expect(await add.textContent()).toContain('Only admins of the project');
    await page.goto(`/projects/${projectKey}/integrations/new?provider=webhook`);
    await page.getByText('Only admins of the project').waitFor();
  });
});

describe.skipIf(!hasChromium)('the page of an integration', () => {
  test('says in words why deliveries fail, as soon as they do', async ({ gogreen, receiver, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Cache invalidation' });
    receiver.answer({ status: 503 });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations`);
    await page.getByText('nothing sent yet').waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
    await page.getByText('The receiver answered 503 Service Unavailable.').waitFor();
    await page.getByRole('link', { name: /Cache invalidation/ }).click();
    await page.getByText('Deliveries fail').waitFor();
    await page.getByRole('link', { name: /^retry/ }).waitFor();
  });

  test('changes settings and keeps the secrets that nobody has typed anew', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const headers = [{ name: 'X-Key', value: 'a-long-secret-value' }];
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, headers });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/${id}?tab=settings`);
    await page.getByPlaceholder('••••alue, stays when empty').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Renamed');
    await page.getByRole('checkbox', { name: 'flag updated' }).check();
    await page.getByRole('button', { name: /^Save changes/ }).click();
    await page.getByText('The settings were saved.').waitFor();
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
    const [request] = await receiver.waitFor(1);
    expect(request?.headers['x-key']).toBe('a-long-secret-value');
  });

  test('disables, replaces the secret, and deletes what was typed', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Old endpoint' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/integrations/${id}`);
    await page.getByRole('button', { name: 'Disable…' }).click();
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByRole('button', { name: 'Enable', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Signing secret' }).click();
    await page.getByRole('button', { name: 'Replace the secret' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'Delete…' }).click();
    const remove = page.getByRole('button', { name: 'Delete integration' });
    expect(await remove.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Type Old endpoint to confirm').fill('Old endpoint');
    await remove.click();
    await page.getByText('There is no integration yet').waitFor();
    expect(await readIntegrations(gogreen, projectKey)).toHaveLength(0);
  });

  test.for(LOOKS)('is accessible on every tab: %o', async (look, { gogreen, receiver, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const page = await visitor.open(look);
    await page.goto(`/projects/${projectKey}/integrations`);
    await page.getByText('nothing sent yet').waitFor();
    await expectAccessible(page);
    for (const tab of ['overview', 'settings', 'secret']) {
      await page.goto(`/projects/${projectKey}/integrations/${id}?tab=${tab}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await expectAccessible(page);
    }
    await page.goto(`/projects/${projectKey}/integrations/new`);
    await page.getByText('Dynatrace').first().waitFor();
    await expectAccessible(page);
  });
});

test('shows the functions of the README for checking signatures', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const folder = new URL('../../dashboard/src/screens/new-integration/verification/', import.meta.url);
  for (const name of ['verify.js.txt', 'verify.py.txt', 'verify.go.txt'])
    expect(readme).toContain(await readFile(new URL(name, folder), 'utf8'));
});
