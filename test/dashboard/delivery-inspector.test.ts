import { describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { expectAccessible, hasChromium, testWithDashboard } from '#test/support/dashboard.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { startJira } from '#test/support/jira.ts';
import { createJira } from '#test/support/jira-webhooks.ts';
import { describeFlag } from '#test/support/writers.ts';

const test = testWithDashboard();

interface World {
  gogreen: TestApp;
  url: string;
  name?: string;
}

/** A project with one delivery that has had its first attempt. */
async function deliverOne({ gogreen, url, name = 'Cache invalidation' }: World) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  const { signingSecret } = await createWebhook(gogreen, { projectKey, url, name });
  await describeFlag(gogreen, projectKey, 'checkout', 1);
  const id = await attempted(gogreen, projectKey, 1);
  return { projectKey, signingSecret, id, path: `/projects/${projectKey}/deliveries/${id}` };
}

async function attempted(gogreen: TestApp, projectKey: string, attempts: number): Promise<string> {
  let id = '';
  await eventually(async () => {
    const [delivery] = await readDeliveries(gogreen, projectKey);
    expect(delivery?.attemptCount).toBe(attempts);
    id = delivery?.id ?? '';
  });
  return id;
}

describe.skipIf(!hasChromium)('an open delivery', () => {
  test('shows what was sent, what came back and what is planned, and is retried until it works', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    receiver.answer({ status: 503, headers: { 'content-type': 'text/plain' }, body: 'no healthy upstream' });
    const { path, id } = await deliverOne({ gogreen, url: receiver.url });
    const page = await visitor.open();
    await page.goto(path);
    const attempts = page.getByRole('group', { name: 'Attempts in time' });
    await attempts.getByRole('link', { name: /^Attempt 1, failed/ }).waitFor();
    expect(await attempts.getByText(/^Attempt \d, planned/).count()).toBe(4);
    await page.getByText('The receiver answered 503 Service Unavailable.', { exact: true }).waitFor();
    const request = page.getByRole('group', { name: 'Request, headers and body' });
    expect(await request.textContent()).toContain(`POST ${receiver.url}`);
    expect(await request.textContent()).toContain(`webhook-id: ${id}`);
    expect(await request.textContent()).toContain('"sequence": 2');
    const response = page.getByRole('group', { name: 'Response, headers and body' });
    expect(await response.textContent()).toContain('no healthy upstream');
    receiver.answer({ status: 200 });
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await attempts.getByRole('link', { name: /^Attempt 2, succeeded/ }).waitFor();
    await page.locator('tbody tr').getByText('delivered').waitFor();
    await page.getByText(/^Differs from attempt 1 in status/).waitFor();
    const retry = page
      .getByRole('region', { name: 'Delivery', exact: true })
      .getByRole('button', { name: /^Retry/ });
    expect(await retry.textContent()).toContain('It was delivered already');
  });

  test('is cancelled, and says so', async ({ gogreen, receiver, visitor }) => {
    receiver.answer({ status: 500 });
    const { path } = await deliverOne({ gogreen, url: receiver.url });
    const page = await visitor.open();
    await page.goto(path);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('region', { name: 'Delivery', exact: true }).getByText('cancelled').waitFor();
    expect(await page.getByText(/^Attempt \d, planned/).count()).toBe(0);
  });

  test('tells whether its signature matches a secret, which does not leave the page', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { path, signingSecret } = await deliverOne({ gogreen, url: receiver.url });
    const page = await visitor.open();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(path);
    await page.getByRole('button', { name: 'Check signature' }).click();
    await page.getByLabel('Signing secret').fill('whsec_short');
    await page.getByText(/^✕ A signing secret/).waitFor();
    await page.getByLabel('Signing secret').fill(`whsec_${Buffer.alloc(32).toString('base64')}`);
    await page.getByText('signature does not match').waitFor();
    await page.getByLabel('Signing secret').fill(signingSecret);
    await page.getByText('signature matches').waitFor();
    expect(sent.join('\n')).not.toContain(signingSecret.slice(6, 20));
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'whsec',
    );
  });

  test('is copied as a command, as JSON and as a link', async ({ gogreen, receiver, visitor }) => {
    const { path, id } = await deliverOne({ gogreen, url: `${receiver.url}/it's` });
    const page = await visitor.open();
    await page.goto(path);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(copied).toMatch(/^curl -X POST/);
    expect(await copied()).toContain(`-H 'webhook-id: ${id}'`);
    await page.getByRole('button', { name: 'JSON' }).click();
    await expect.poll(copied).toContain('"attempts"');
    expect(JSON.parse(await copied())).toMatchObject({ id, status: 'DELIVERED' });
    await page.getByRole('button', { name: 'Link' }).click();
    await expect.poll(copied).toBe(`${gogreen.url}${path}`);
  });

  test('says in what an answer differs from the one before', async ({ gogreen, receiver, visitor }) => {
    receiver.answer({ status: 500, body: '{"fault":1}' });
    const { path } = await deliverOne({ gogreen, url: receiver.url });
    const page = await visitor.open();
    await page.goto(path);
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByText(/^(The same as|As) (in )?attempt 1/).waitFor();
    receiver.answer({ status: 502, body: '{"fault":2}' });
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByText(/^Differs from attempt 2 in status/).click();
    const differences = page.getByRole('group', { name: 'Differences from attempt 2' });
    await differences.getByText('status 500').waitFor();
    await page.getByRole('link', { name: /^Attempt 3, failed, with another answer/ }).waitFor();
    await page.getByRole('link', { name: /^Attempt 1/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('attempt')).toBe('1');
  });

  test('shows every request of an attempt that took several', async ({ gogreen, visitor }) => {
    await using jira = await startJira();
    jira.addIssue('WEB-1');
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const transitions = [{ lifecycle: 'ARCHIVED' as const, status: 'done' }];
    await createJira(gogreen, { projectKey, ...jira.account, transitions, comments: 'OFF' });
    await command(gogreen, 'linkJiraIssue', { projectKey, flagKey, issueKey: 'WEB-1' });
    await updateFlag(gogreen, { projectKey, key: flagKey, lifecycle: 'ARCHIVED' });
    let id = '';
    await eventually(async () => {
      const deliveries = await readDeliveries(gogreen, projectKey);
      const long = deliveries.find(({ attempts }) => (attempts[0]?.exchanges.length ?? 0) > 1);
      expect(long).toBeDefined();
      id = long?.id ?? '';
    });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/deliveries/${id}`);
    const requests = page.getByRole('navigation', { name: /^\d requests of this attempt/ });
    await requests.getByRole('link', { name: /^1 / }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('exchange')).toBe('1');
    expect(await requests.getByRole('link', { name: /^1 / }).getAttribute('aria-current')).not.toBeNull();
    const request = page.getByRole('group', { name: 'Request, headers and body' });
    expect(await request.textContent()).toContain(jira.url);
    expect(await page.locator('main').textContent()).not.toContain(jira.account.apiToken);
    await expectAccessible(page);
  });

  test('shows answers with markup, turned text and a megabyte as text, cut', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const markup = '<img src=x onerror=alert(1)>';
    receiver.answer({ status: 500, body: `${markup} \u202Egpj.exe ${'abcdefghij '.repeat(100_000)}` });
    const { path } = await deliverOne({ gogreen, url: receiver.url, name: `Hook ${markup}` });
    const page = await visitor.open();
    await page.goto(path);
    const response = page.getByRole('group', { name: 'Response, headers and body' });
    await response.getByText(markup).waitFor();
    const text = (await response.textContent()) ?? '';
    expect(text).toContain('‹U+202E›gpj.exe');
    expect(text).toContain('more characters are not shown here');
    expect(text.length).toBeLessThan(25_000);
    await page.getByText('only the first 64 KiB are kept').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('that does not exist is said to be missing', async ({ gogreen, visitor }) => {
    const { key } = await createProject(gogreen);
    const page = await visitor.open();
    await page.goto(`/projects/${key}/deliveries/dlv_01kjvvfzw0e9ht1fyfp4m2x7aq`);
    await page.getByText('There is no such delivery').waitFor();
  });
});
