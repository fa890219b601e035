/** An API token with scopes, which Atlassian takes at its API and refuses at the site. */

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { succeeded } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { refusedIssues } from '#test/support/command.ts';
import { testIntegration } from '#test/support/integrations.ts';
import { type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { CLOUD_ID } from '#test/support/jira-routes.ts';

const clock = stopClockForFile();
const test = testWithApp({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
  jira.addIssue('WEB-1');
});
afterAll(async () => {
  await jira?.close();
});
afterEach(() => jira.lacking.clear());

/** Nothing listens there: a request to the site would fail. */
const siteUrl = 'http://127.0.0.1:9';
const start = (gogreen: TestApp, input = {}) =>
  startJiraProject({ gogreen, jira, clock }, { siteUrl, ...jira.scopedAccount, ...input });

async function check(gogreen: TestApp, integrationId: string) {
  const { data } = await gogreen.send(
    `mutation ($input: CheckIntegrationInput!) {
      checkIntegration(input: $input) { ... on CheckIntegrationPayload { ok reason } }
    }`,
    { input: { integrationId } },
  );
  return data?.['checkIntegration'];
}

test("with a cloud id: link, comment, transition and panel are sent to Atlassian's API, and nothing to the site", async ({
  gogreen,
}) => {
  const transitions = [{ lifecycle: 'STALE' as const, status: 'Done' }];
  const project = await start(gogreen, { transitions, ...jira.panelAccount });
  await project.link('WEB-1');
  await project.setLifecycle('STALE');
  for (const target of ['link:WEB-1', 'comment:WEB-1', 'transition:WEB-1', 'panel']) {
    expect(await project.newest(target)).toMatchObject({ target, status: 'DELIVERED' });
  }
  const issue = jira.issue('WEB-1');
  expect([issue.remoteLinks.size, issue.comments.length, issue.status.name]).toEqual([1, 1, 'Done']);
  expect(jira.panel.has(project.flag.id)).toBe(true);
  const places = jira.requests.map(({ path }) => path.split('/').slice(1, 4).join('/'));
  expect(new Set(places)).toEqual(new Set([`ex/jira/${CLOUD_ID}`, 'oauth/token', 'jira/featureflags/0.1']));
});

test("with a cloud id: the connection check and a test event are sent to Atlassian's API", async ({
  gogreen,
}) => {
  const { integrationId } = await start(gogreen, { projectKeys: ['WEB'] });
  expect(await check(gogreen, integrationId)).toEqual({ ok: true, reason: null });
  expect(succeeded(await testIntegration(gogreen, integrationId)).delivery.status).toBe('DELIVERED');
  jira.lacking.add('LINK_ISSUES');
  expect(await check(gogreen, integrationId)).toEqual({
    ok: false,
    reason: expect.stringContaining('Link issues'),
  });
});

test('a token with scopes without a cloud id: fails, and the reason names cloudId', async ({ gogreen }) => {
  const { apiToken } = jira.scopedAccount;
  const { integrationId } = await startJiraProject({ gogreen, jira, clock }, { apiToken });
  expect(await check(gogreen, integrationId)).toEqual({
    ok: false,
    reason: expect.stringMatching(/^Jira answered 401 .*A token with scopes needs .*cloudId/),
  });
});

test("with a cloud id: the URL of Atlassian's API is checked like every destination", async ({ gogreen }) => {
  const provider = { jira: { ...jira.account, ...jira.scopedAccount, apiUrl: 'http://10.0.0.1' } };
  const { projectKey } = await start(gogreen);
  expect(
    await refusedIssues(gogreen, 'createIntegration', { projectKey, name: 'Our Jira', provider }),
  ).toEqual({ 'provider.jira.apiUrl': expect.stringContaining('not a public address') });
});
