/** What an integration with Jira can be made with, how that is changed and rotated, and how it is tried out. */

import { afterAll, describe, expect } from 'vitest';
import type { z } from 'zod';
import { environmentTypeOf } from '#src/integrations/providers/jira/mapping.ts';
import { jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { readConfiguration } from '#src/integrations/secrets/configuration.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, succeeded } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';
import { headerOf } from '#test/support/deliveries.ts';
import {
  previewIntegration,
  rotateSigningSecret,
  testIntegration,
  tryCreateIntegration,
  updateIntegration,
} from '#test/support/integrations.ts';
import { type FakeJira, startJira } from '#test/support/jira.ts';

const it = testWithApp({ worker: false });
let jira: FakeJira;
let projectKey: string;

it.beforeAll(async ({ gogreen }) => {
  jira = await startJira();
  projectKey = (await createProject(gogreen)).key;
  jira.addIssue('WEB-1');
});
afterAll(async () => {
  await jira?.close();
});

const usual = { siteUrl: 'https://acme.atlassian.net', email: 'gogreen@example.com' };

describe('the settings of Jira', () => {
  const faults = (schema: z.ZodType, input: unknown): string[] =>
    schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

  it('have defaults for all fields but site and account', () => {
    expect(jiraSettings.parse(usual)).toEqual({
      ...usual,
      projectKeys: [],
      comments: 'ALL',
      environmentTypes: [],
      transitions: [],
      lifecycles: [],
    });
  });

  it('accept keys of Jira projects in any case', () => {
    expect(jiraSettings.parse({ ...usual, projectKeys: [' web', 'OPS_2'] }).projectKeys).toEqual([
      'WEB',
      'OPS_2',
    ]);
  });

  it.each([
    { siteUrl: 'http://jira.internal:8080/gateway' },
    { apiUrl: 'https://proxy.example.com/atlassian' },
    { apiUrl: '', clientId: '', cloudId: '' },
    { cloudId: '11223344-a1b2-3b33-c444-def123456789' },
    { lifecycles: [{ status: '10002', lifecycle: 'STALE' }] },
  ])('%j are accepted', (input) => {
    expect(faults(jiraSettings, { ...usual, ...input })).toEqual([]);
  });

  it.each([
    [{ siteUrl: 'acme' }, 'siteUrl: must be a URL'],
    [{ siteUrl: 'https://acme.atlassian.net/browse/WEB-1' }, 'siteUrl: must end before the path'],
    [{ siteUrl: 'https://acme.atlassian.net/rest/api/3' }, 'siteUrl: must end before the path'],
    [{ siteUrl: 'https://acme.atlassian.net/?a=b' }, 'siteUrl: must not contain a query'],
    [{ siteUrl: 'https://api.atlassian.com' }, 'siteUrl: is an address of Atlassian, not of your site'],
    [
      { siteUrl: 'https://api.atlassian.com/ex/jira/11223344-a1b2' },
      'such as https://acme.atlassian.net. Set cloudId to 11223344-a1b2 as well',
    ],
    [{ cloudId: 'https://api.atlassian.com/ex/jira/1' }, 'cloudId: must be the cloud id alone'],
    [{ siteUrl: 'https://hooks.slack.com/services' }, 'siteUrl: is an address of Slack, not of Jira'],
    [{ siteUrl: 'https://a:b@acme.atlassian.net' }, 'siteUrl: must not contain a user name'],
    [{ email: 'somebody' }, 'email: must be the e-mail address'],
    [{ email: 'a:b@example.com' }, 'email: must be the e-mail address'],
    [{ projectKeys: ['WEB-1'] }, 'projectKeys.0: must be the key of a Jira project'],
    [{ projectKeys: ['WEB', 'web'] }, 'projectKeys.1: occurs more than once'],
    [{ comments: 'SOME' }, 'comments: must be one of OFF, PRODUCTION, ALL'],
    [
      { transitions: [{ lifecycle: 'GONE', status: 'Done' }] },
      'transitions.0.lifecycle: must be one of ACTIVE',
    ],
    [{ transitions: [{ lifecycle: 'STALE', status: ' ' }] }, 'transitions.0.status: must not be empty'],
    [
      {
        transitions: [
          { lifecycle: 'STALE', status: 'Done' },
          { lifecycle: 'STALE', status: 'Closed' },
        ],
      },
      'transitions.1.lifecycle: "STALE" occurs more than once',
    ],
    [
      {
        lifecycles: [
          { status: 'Done', lifecycle: 'STALE' },
          { status: 'done', lifecycle: 'ARCHIVED' },
        ],
      },
      'lifecycles.1.status: "done" occurs more than once',
    ],
    [
      { environmentTypes: [{ environmentKey: 'a', type: 'LIVE' }] },
      'environmentTypes.0.type: must be one of DEVELOPMENT',
    ],
    [{ apiUrl: 'https://api.newrelic.com' }, 'apiUrl: is an address of New Relic, not of Jira'],
  ])('%j are rejected', (input, fault) => {
    expect(faults(jiraSettings, { ...usual, ...input }).join('\n')).toContain(fault);
  });

  it.each([
    ['production', 'PRODUCTION'],
    ['prod-eu', 'PRODUCTION'],
    ['staging', 'STAGING'],
    ['test-2', 'TESTING'],
    ['qa', 'TESTING'],
    ['preprod', 'DEVELOPMENT'],
    ['canary', 'STAGING'],
  ])('map the environment %s to %s', (key, type) => {
    expect(environmentTypeOf([{ environmentKey: 'canary', type: 'STAGING' }], key)).toBe(type);
  });
});

const create = (change: object = {}) => ({
  projectKey,
  name: 'Our Jira',
  provider: { jira: { ...jira.account, ...change } },
});
const configurationOf = async (gogreen: TestApp, id: string) => {
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT id, provider, settings, secrets FROM integrations WHERE id = $1',
    [id],
  );
  return readConfiguration(gogreen.app.secrets, rows[0]);
};
async function make(gogreen: TestApp, change: object = {}): Promise<string> {
  return succeeded(await tryCreateIntegration(gogreen, create(change))).integration.id;
}

describe('an integration of Jira', () => {
  it('is shown with its settings and webhook URL, without secrets', async ({ gogreen }) => {
    const transitions = [{ lifecycle: 'ARCHIVED', status: 'Done' }];
    const id = await make(gogreen, { transitions, lifecycles: [{ status: 'Done', lifecycle: 'STALE' }] });
    const fields =
      'siteUrl email projectKeys comments environmentTypes { environmentKey type } transitions { lifecycle status } lifecycles { status lifecycle } clientId apiUrl webhookUrl';
    const { data } = await gogreen.send(
      `query ($id: ID!) { node(id: $id) { ... on JiraIntegration { ${fields} } } }`,
      { id },
    );
    expect(data).toEqual({
      node: {
        siteUrl: jira.url,
        email: jira.account.email,
        projectKeys: [],
        comments: 'ALL',
        environmentTypes: [],
        transitions,
        lifecycles: [{ status: 'Done', lifecycle: 'STALE' }],
        clientId: null,
        apiUrl: null,
        webhookUrl: `https://gogreen.test/hooks/jira/${id}`,
      },
    });
  });

  it('shows its webhook secret once, generated or given', async ({ gogreen }) => {
    const own = succeeded(await tryCreateIntegration(gogreen, create()));
    expect(own.signingSecret).toMatch(/^whsec_/);
    const given = 'a-secret-that-jira-has';
    const other = succeeded(await tryCreateIntegration(gogreen, create({ webhookSecret: given })));
    expect(other.signingSecret).toBe(given);
    expect(await configurationOf(gogreen, other.integration.id)).toMatchObject({
      secrets: { webhookSecret: given },
    });
  });

  it('accepts the old webhook secret during the grace period', async ({ gogreen }) => {
    const { integration, signingSecret } = succeeded(await tryCreateIntegration(gogreen, create()));
    const rotated = await rotateSigningSecret(gogreen, { integrationId: integration.id, graceHours: 1 });
    const { secrets } = await configurationOf(gogreen, integration.id);
    expect(secrets).toMatchObject({
      webhookSecret: succeeded(rotated).signingSecret,
      previousWebhookSecret: { value: signingSecret },
    });
  });

  it('in an update: fields that are left out keep their values', async ({ gogreen }) => {
    const id = await make(gogreen, { projectKeys: ['WEB'], comments: 'OFF' });
    await updateIntegration(gogreen, { integrationId: id, provider: { jira: { comments: 'PRODUCTION' } } });
    expect(await configurationOf(gogreen, id)).toMatchObject({
      settings: { projectKeys: ['WEB'], comments: 'PRODUCTION', email: jira.account.email },
      secrets: { apiToken: jira.account.apiToken },
    });
  });

  it('with an emptied client ID: loses the panel and the client secret', async ({ gogreen }) => {
    const id = await make(gogreen, jira.panelAccount);
    expect(await configurationOf(gogreen, id)).toMatchObject({
      secrets: { clientSecret: jira.panelAccount.clientSecret },
    });
    await updateIntegration(gogreen, { integrationId: id, provider: { jira: { clientId: '' } } });
    expect((await configurationOf(gogreen, id)).secrets).not.toHaveProperty('clientSecret');
  });

  it.for([
    [{ clientId: 'client-1' }, { 'provider.jira.clientSecret': expect.stringContaining('with clientId') }],
    [
      { clientSecret: 'secret-1' },
      { 'provider.jira.clientId': expect.stringContaining('with clientSecret') },
    ],
    [{ apiToken: 'xoxb-1-2' }, { 'provider.jira.apiToken': 'is a key of Slack, not of Jira' }],
    [{ apiToken: '' }, { 'provider.jira.apiToken': expect.stringContaining('must not be empty') }],
    [{ webhookSecret: 'short' }, { 'provider.jira.webhookSecret': expect.stringContaining('16 to 200') }],
    [
      { siteUrl: 'http://10.0.0.1' },
      { 'provider.jira.siteUrl': expect.stringContaining('not a public address') },
    ],
    [
      { apiUrl: 'http://10.0.0.1', clientId: 'client-1', clientSecret: 'secret-1' },
      { 'provider.jira.apiUrl': expect.stringContaining('not a public address') },
    ],
  ] as const)('is not made with %j', async ([change, issues], { gogreen }) => {
    expect(await refusedIssues(gogreen, 'createIntegration', create(change))).toEqual(issues);
  });

  it('with another client ID: needs its client secret', async ({ gogreen }) => {
    const integrationId = await make(gogreen, jira.panelAccount);
    expect(
      await refusedIssues(gogreen, 'updateIntegration', {
        integrationId,
        provider: { jira: { clientId: 'client-2' } },
      }),
    ).toEqual({ 'provider.jira.clientSecret': expect.stringContaining('with clientId') });
  });
});

describe('the connection check of Jira', () => {
  async function check(gogreen: TestApp, integrationId: string) {
    const fields = 'ok reason request { url headers { name value } }';
    const { data } = await gogreen.send(
      `mutation ($input: CheckIntegrationInput!) {
        checkIntegration(input: $input) { ... on CheckIntegrationPayload { ${fields} } }
      }`,
      { input: { integrationId } },
    );
    return (data as { checkIntegration: { ok: boolean; reason: string; request: never } }).checkIntegration;
  }

  it('of an integration for all projects: reads the account', async ({ gogreen }) => {
    const checked = await check(gogreen, await make(gogreen));
    expect(checked).toMatchObject({ ok: true, request: { url: `${jira.url}/rest/api/3/myself` } });
    expect(headerOf(checked.request, 'Authorization')).toMatch(/^Basic ••••/);
  });

  it('of an integration for a project: names the missing permissions', async ({ gogreen }) => {
    const transitions = [{ lifecycle: 'ARCHIVED', status: 'Done' }];
    const all = await make(gogreen, { projectKeys: ['WEB'], transitions });
    expect(await check(gogreen, all)).toMatchObject({ ok: true });
    for (const key of ['ADD_COMMENTS', 'TRANSITION_ISSUES']) jira.lacking.add(key);
    expect((await check(gogreen, all)).reason).toMatch(
      /^In the project WEB the account lacks the permissions Add comments, Transition issues;/,
    );
    expect(
      await check(gogreen, await make(gogreen, { projectKeys: ['WEB'], comments: 'OFF' })),
    ).toMatchObject({ ok: true });
    jira.lacking.clear();
  });

  it.for([
    [{ projectKeys: ['NONE'] }, /^Jira shows no project NONE: it does not exist, or the account lacks/],
    [{ apiToken: 'ATATT-of-somebody' }, /^Jira answered 401 Unauthorized: check the e-mail address/],
  ] as const)('with %j says what is wrong', async ([change, reason], { gogreen }) => {
    expect((await check(gogreen, await make(gogreen, change))).reason).toMatch(reason);
  });
});

describe('a test event of Jira', () => {
  it('checks every project and the access to the panel, and writes nothing', async ({ gogreen }) => {
    jira.addIssue('OPS-1');
    const id = await make(gogreen, { projectKeys: ['WEB', 'OPS'], ...jira.panelAccount });
    const from = jira.requests.length;
    expect(succeeded(await testIntegration(gogreen, id)).delivery.status).toBe('DELIVERED');
    expect(jira.requests.slice(from).map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /rest/api/3/mypermissions',
      'GET /rest/api/3/mypermissions',
      'POST /oauth/token',
      'GET /_edge/tenant_info',
    ]);
    expect(jira.issue('WEB-1').comments).toEqual([]);
  });

  it('fails with the reason when a permission is missing', async ({ gogreen }) => {
    jira.lacking.add('LINK_ISSUES');
    const { delivery, attempt } = succeeded(
      await testIntegration(gogreen, await make(gogreen, { projectKeys: ['WEB'] })),
    );
    jira.lacking.clear();
    expect(delivery.status).toBe('FAILED');
    expect(attempt.error?.message).toContain('lacks the permission Link issues');
  });
});

it('a preview of Jira: shows the first request of each delivery, with the current flag', async ({
  gogreen,
}) => {
  const id = await make(gogreen, {
    transitions: [{ lifecycle: 'STALE', status: 'Done' }],
    ...jira.panelAccount,
  });
  const flag = { projectKey, key: 'previewed', kind: 'BOOLEAN', name: 'Previewed' };
  await command(gogreen, 'createFlag', flag);
  await command(gogreen, 'linkJiraIssue', { projectKey, flagKey: 'previewed', issueKey: 'WEB-1' });
  const { event } = await command(gogreen, 'updateFlag', {
    projectKey,
    key: 'previewed',
    lifecycle: 'STALE',
  });
  const from = jira.requests.length;
  const { requests } = succeeded(
    await previewIntegration(gogreen, { integrationId: id, eventId: event?.id ?? '' }),
  );
  expect(requests.map(({ method, url }) => `${method} ${url.replace(jira.url, '')}`)).toEqual([
    'POST /rest/api/3/issue/WEB-1/remotelink',
    'POST /rest/api/3/issue/WEB-1/comment',
    'GET /rest/api/3/issue/WEB-1?fields=status',
    'POST /oauth/token',
  ]);
  expect(requests[0]?.body).toContain('stale · Development: OFF');
  expect(JSON.stringify(requests)).not.toContain(jira.panelAccount.clientSecret);
  expect(jira.requests).toHaveLength(from);

  await command(gogreen, 'unlinkJiraIssue', { projectKey, flagKey: 'previewed', issueKey: 'WEB-1' });
  const later = succeeded(await previewIntegration(gogreen, { integrationId: id, eventId: event?.id ?? '' }));
  expect(later.requests.map(({ method, url }) => `${method} ${url.replace(jira.url, '')}`)).toEqual([
    expect.stringMatching(/^DELETE .*\/issue\/WEB-1\/remotelink\?globalId=/),
    'POST /rest/api/3/issue/WEB-1/comment',
    'POST /oauth/token',
  ]);
});
