import { expect } from 'vitest';
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
      "read-stored-flag",
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
