import { expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { preview } from '#test/support/preview.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const projectKey = 'shop';
const place = { projectKey, flagKey: 'flag', environmentKey: 'production' };
const url = 'http://127.0.0.1:9/';
const test = testWithApp({ worker: false });
const ids: Record<string, string> = {};

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'flag' });
  const webhook = async (name: string, input: object) => {
    ids[name] = (await createWebhook(gogreen, { projectKey, url, ...input })).id;
  };
  await webhook('everything', {});
  await webhook('production', { environmentKeys: ['production'] });
  await webhook('development', { environmentKeys: ['development'] });
  await webhook('archived', { eventTypes: ['FLAG_ARCHIVED'] });
  await webhook('disabled', { enabled: false });
  const slack = { botToken: 'xoxb-123456789012', channels: ['C0123456789', 'C9876543210'] };
  const { data } = await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) {
      createIntegration(input: $input) { ... on CreateIntegrationPayload { integration { id } } ... on Error { message } }
    }`,
    { input: { projectKey, name: 'Slack', provider: { slack } } },
  );
  const { createIntegration } = data as { createIntegration: { integration: { id: string } } };
  ids['slack'] = createIntegration.integration.id;
});

const named = (notifies: { integration: { id: string }; targets: string[] }[]) =>
  Object.fromEntries(
    notifies.map(({ integration, targets }) => [
      Object.keys(ids).find((name) => ids[name] === integration.id),
      targets,
    ]),
  );

test('the preview of a change in an environment names the integrations that match it, with their targets', async ({
  gogreen,
}) => {
  const { notifies } = await preview(gogreen, 'previewFlagChange', { ...place, enabled: true });
  expect(named(notifies)).toEqual({
    everything: [''],
    production: [''],
    slack: ['C0123456789', 'C9876543210'],
  });
});

test('the preview of a change in all environments names those that match its type of event', async ({
  gogreen,
}) => {
  const input = { projectKey, key: 'flag', lifecycle: 'ARCHIVED' };
  const { notifies } = await preview(gogreen, 'previewFlagUpdate', input);
  expect(Object.keys(named(notifies))).toEqual([
    'everything',
    'production',
    'development',
    'archived',
    'slack',
  ]);
});

test('a preview with its integrations: three statements, however many there are', async ({ gogreen }) => {
  const sent = await statementsOf(gogreen.app.database.pool, () =>
    preview(gogreen, 'previewFlagChange', { ...place, enabled: true }),
  );
  expect(sent).toMatchInlineSnapshot(`
    [
      "read-stored-flags",
      "SELECT projects",
      "SELECT integrations",
    ]
  `);
});

test('the integrations that a preview names get the deliveries of the change', async ({ gogreen }) => {
  const { notifies } = await preview(gogreen, 'previewFlagChange', { ...place, enabled: true });
  const { event } = await command(gogreen, 'setFlagEnabled', { ...place, enabled: true });
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT integration_ids FROM events_to_fan_out(ARRAY[$1], 50, 1000000) WHERE event_id = $1',
    [event?.id],
  );
  expect(notifies.map(({ integration }) => integration.id)).toEqual(rows[0]?.integration_ids);
});

test('the requests of a preview are those that the change then makes, secrets masked, also for a viewer', async ({
  gogreen,
}) => {
  const { key: project } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey: project });
  const headers = [{ name: 'X-Token', value: 'a-secret-of-the-team' }];
  await createWebhook(gogreen, { projectKey: project, url, headers });
  const jira = { siteUrl: 'http://127.0.0.1:9', email: 'ada@example.com', apiToken: 'ATATT0123456789' };
  await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) { ... on Error { message } } }`,
    { input: { projectKey: project, name: 'Jira', provider: { jira } } },
  );
  await command(gogreen, 'linkJiraIssue', { projectKey: project, flagKey, issueKey: 'WEB-1' });
  const { token } = await addService(gogreen, { [project]: 'VIEWER' });
  const document = `query ($input: ProposeFlagChangeInput!) { previewFlagChange(input: $input) {
    notifies { integration { name } requests { target request { method url headers { name value } body } } }
  } }`;
  const input = { projectKey: project, flagKey, environmentKey: 'production', enabled: true, comment: 'Now' };
  const { data, errors } = await gogreen.send(document, { input }, token);
  expect(errors).toBeUndefined();
  const { notifies } = (data as { previewFlagChange: { notifies: Notified[] } }).previewFlagChange;
  const [webhook, toJira] = notifies.map(({ requests }) => requests[0]);
  expect(webhook?.request).toMatchObject({ method: 'POST', url });
  expect(JSON.parse(webhook?.request.body ?? '')).toMatchObject({
    event: 'flag.updated',
    flag_key: flagKey,
    comment: 'Now',
    changes: { enabled: { old: false, new: true } },
  });
  expect(toJira).toMatchObject({ target: 'link:WEB-1', request: { url: expect.stringContaining('WEB-1') } });
  const shown = JSON.stringify(notifies);
  expect(shown).not.toContain('a-secret-of-the-team');
  expect(shown).not.toContain('ATATT0123456789');
});

interface Notified {
  requests: {
    target: string;
    request: { method: string; url: string; body: string; headers: { name: string; value: string }[] };
  }[];
}
