/** Stored secrets do not follow an integration to another server unless they are given again. */

import { describe, expect } from 'vitest';
import type { CreateIntegrationInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, succeeded } from '#test/support/builders.ts';
import { refusedIssues } from '#test/support/command.ts';
import { tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';

const it = testWithApp({ worker: false });
let projectKey: string;

it.beforeAll(async ({ gogreen }) => {
  projectKey = (await createProject(gogreen)).key;
});

type Provider = CreateIntegrationInput['provider'];

async function create(gogreen: TestApp, provider: Provider): Promise<string> {
  const made = await tryCreateIntegration(gogreen, { projectKey, name: 'Integration', provider });
  return succeeded(made).integration.id;
}

const here = 'http://127.0.0.1:8080';
const there = 'http://127.0.0.1:9090';
const headers = [
  { name: 'Authorization', value: 'Bearer secret-0123456789' },
  { name: 'X-Key', value: 'another-secret' },
];
const guid = Buffer.from('1|APM|APPLICATION|2').toString('base64').replace(/=+$/, '');
const apiToken = `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`;
const apiKey = '0123456789abcdef0123456789abcdef';
const applicationKey = '0123456789abcdef0123456789abcdef01234567';

const oauth = { clientId: 'client-1', clientSecret: 'client-secret-0123456789' };

/** For each provider: what it was made with, where it is moved to, and with what it may go there. */
const moves: Record<
  string,
  {
    made: Record<string, unknown>;
    to: Record<string, unknown>;
    again: Record<string, unknown>;
    issues: string[];
  }
> = {
  webhook: {
    made: { url: `${here}/hooks`, headers },
    to: { url: `${there}/hooks` },
    again: { headers },
    issues: ['headers'],
  },
  slack: {
    made: { botToken: 'xoxb-1-secret', channels: ['#a'], apiUrl: here },
    to: { apiUrl: there },
    again: { botToken: 'xoxb-1-secret' },
    issues: ['botToken'],
  },
  jira: {
    made: {
      siteUrl: here,
      apiUrl: here,
      email: 'a@example.com',
      apiToken: 'ATATT3-secret-token',
      ...oauth,
    },
    to: { siteUrl: there, apiUrl: there },
    again: { apiToken: 'ATATT3-secret-token', clientSecret: oauth.clientSecret },
    issues: ['apiToken', 'clientSecret'],
  },
  datadog: {
    made: { apiKey, applicationKey, apiUrl: here },
    to: { apiUrl: there },
    again: { apiKey, applicationKey },
    issues: ['apiKey', 'applicationKey'],
  },
  newRelic: {
    made: { apiKey: 'NRAK-ABCDEFGHIJ', entityGuids: [guid], apiUrl: here },
    to: { apiUrl: there },
    again: { apiKey: 'NRAK-ABCDEFGHIJ' },
    issues: ['apiKey'],
  },
  dynatrace: {
    made: { environmentUrl: here, apiToken },
    to: { environmentUrl: there },
    again: { apiToken },
    issues: ['apiToken'],
  },
};

describe.each(Object.entries(moves))(
  'an integration with the provider %s',
  (name, { made, to, again, issues }) => {
    const provider = (given: object) => ({ [name]: given }) as unknown as Provider;

    it('moved to another server without sending the secrets again: the update is rejected', async ({
      gogreen,
    }) => {
      const integrationId = await create(gogreen, provider(made));
      const found = await refusedIssues(gogreen, 'updateIntegration', {
        integrationId,
        provider: { [name]: to },
      });
      expect(Object.keys(found)).toEqual(issues.map((field) => `provider.${name}.${field}`));
      for (const message of Object.values(found)) {
        expect(message).toContain('must be sent again');
        expect(message).toContain(`was entered for ${here}, and requests would now go to ${there}`);
      }
    });

    it('moved to another server with the secrets: the update succeeds; other updates need no secrets', async ({
      gogreen,
    }) => {
      const integrationId = await create(gogreen, provider(made));
      const change = (given: object) =>
        updateIntegration(gogreen, { integrationId, provider: provider(given) });
      expect(await change({ ...to, ...again })).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
      expect(await change(to)).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
    });
  },
);

it('a webhook that is moved: the issue names exactly the headers whose values are missing', async ({
  gogreen,
}) => {
  const integrationId = await create(gogreen, { webhook: { url: here, headers } });
  const [first = { name: '', value: '' }, second = first] = headers;
  const change = { url: there, headers: [first, { name: second.name }] };
  expect(
    await refusedIssues(gogreen, 'updateIntegration', { integrationId, provider: { webhook: change } }),
  ).toEqual({
    'provider.webhook.headers': expect.stringMatching(/^must be sent again, with the values of X-Key: /),
  });
});

it('a webhook without headers: can be moved, because its signing secret is never sent', async ({
  gogreen,
}) => {
  const integrationId = await create(gogreen, { webhook: { url: here } });
  expect(
    await updateIntegration(gogreen, { integrationId, provider: { webhook: { url: there } } }),
  ).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
});

it('another path of the same server: needs no secrets again', async ({ gogreen }) => {
  const integrationId = await create(gogreen, { webhook: { url: `${here}/a`, headers } });
  expect(
    await updateIntegration(gogreen, { integrationId, provider: { webhook: { url: `${here}/b` } } }),
  ).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
});

it('Teams and Slack webhooks: the new URL is itself the new secret', async ({ gogreen }) => {
  const path = '/workflows/1/triggers/manual/paths/invoke?sig=secret';
  const teams = await create(gogreen, { teams: { workflowUrl: here + path } });
  const slack = await create(gogreen, { slack: { webhookUrl: `${here}/services/T1/B1/x` } });
  expect(
    await updateIntegration(gogreen, {
      integrationId: teams,
      provider: { teams: { workflowUrl: there + path } },
    }),
  ).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
  const bot = { botToken: 'xoxb-1', channels: ['#a'], apiUrl: there };
  expect(await updateIntegration(gogreen, { integrationId: slack, provider: { slack: bot } })).toMatchObject({
    __typename: 'UpdateIntegrationPayload',
  });
});

it('Datadog: another API of the same site needs no keys again, another site does', async ({ gogreen }) => {
  const integrationId = await create(gogreen, { datadog: { apiKey, site: 'datadoghq.com' } });
  expect(
    await updateIntegration(gogreen, { integrationId, provider: { datadog: { api: 'V1' } } }),
  ).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
  expect(
    await refusedIssues(gogreen, 'updateIntegration', {
      integrationId,
      provider: { datadog: { site: 'datadoghq.eu' } },
    }),
  ).toEqual({ 'provider.datadog.apiKey': expect.stringContaining('datadoghq.com') });
});

it('Jira: another API or site needs the secrets again, another e-mail address does not', async ({
  gogreen,
}) => {
  const integrationId = await create(gogreen, {
    jira: { siteUrl: here, apiUrl: here, email: 'a@example.com', apiToken: 'ATATT3-secret-token', ...oauth },
  });
  const found = await refusedIssues(gogreen, 'updateIntegration', {
    integrationId,
    provider: { jira: { apiUrl: there } },
  });
  expect(Object.keys(found)).toEqual(['provider.jira.apiToken', 'provider.jira.clientSecret']);
  expect(
    await updateIntegration(gogreen, { integrationId, provider: { jira: { email: 'b@example.com' } } }),
  ).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
});

it('Jira: adding or removing a cloud id needs the token again, because it changes the server', async ({
  gogreen,
}) => {
  const apiToken = 'ATATT3-secret-token';
  const integrationId = await create(gogreen, {
    jira: { siteUrl: here, apiUrl: there, email: 'a@example.com', apiToken },
  });
  const field = 'provider.jira.apiToken';
  for (const cloudId of ['11223344-a1b2', '']) {
    const change = (more: object) => ({ integrationId, provider: { jira: { cloudId, ...more } } });
    const both = `${here} and ${there}`;
    const [from, to] = cloudId === '' ? [there, both] : [both, there];
    expect(await refusedIssues(gogreen, 'updateIntegration', change({}))).toEqual({
      [field]: `must be sent again: the stored secret was entered for ${from}, and requests would now go to ${to}`,
    });
    expect(await updateIntegration(gogreen, change({ apiToken }))).toMatchObject({
      __typename: 'UpdateIntegrationPayload',
    });
  }
});
