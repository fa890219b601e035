import { isObjectType } from 'graphql';
import { describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { readAudit } from '#test/support/audit.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { askToDisable } from '#test/support/disable-integration.ts';
import { everyRow } from '#test/support/every-row.ts';
import { startedExperiment } from '#test/support/experiments.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { printedSchema } from '#test/support/selection.ts';

const test = testWithReceiver();
const ids: Record<string, string> = {};

/** One integration of each other provider, by its type. They are disabled: nothing of theirs is sent. */
const others = {
  SlackIntegration: {
    slack: { webhookUrl: 'https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx' },
  },
  TeamsIntegration: {
    teams: {
      workflowUrl:
        'https://prod-01.westeurope.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefghijklmnop',
    },
  },
  JiraIntegration: {
    jira: { siteUrl: 'https://acme.atlassian.net', email: 'flags@acme.com', apiToken: 'ATATT3xFfGF0-token' },
  },
  DatadogIntegration: { datadog: { apiKey: '0123456789abcdef0123456789abcdef' } },
  NewRelicIntegration: {
    newRelic: { apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ1', entityGuids: ['MXxBUE18QVBQTElDQVRJT058MQ'] },
  },
  DynatraceIntegration: {
    dynatrace: {
      environmentUrl: 'https://abc12345.live.dynatrace.com',
      apiToken: 'dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX.SECRET1234',
    },
  },
};

test.beforeAll(async ({ gogreen, receiver }) => {
  const project = await createProject(gogreen, { key: 'shop' });
  const webhook = await createWebhook(gogreen, { projectKey: 'shop', url: receiver.url });
  const flag = await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
  const place = { projectKey: 'shop', flagKey: 'flag', environmentKey: 'production' };
  const { event } = await setFlagEnabled(gogreen, { ...place, enabled: true });
  await receiver.waitFor(2);
  const proposed = await command(gogreen, 'proposeFlagChange', { ...place, enabled: false });
  const experiment = await startedExperiment(gogreen, place);
  ids['IntegrationEvent'] = await disableOne({ gogreen, receiver });
  for (const [type, provider] of Object.entries(others))
    ids[type] = await createIntegration(gogreen, type, provider);
  Object.assign(ids, {
    Project: project.id,
    Environment: project.environments[0]?.id,
    Flag: flag.id,
    FlagEvent: event?.id,
    ChangeRequest: proposed.changeRequest?.id,
    ApprovalEvent: proposed.event?.id,
    Experiment: experiment.id,
    ExperimentEvent: experiment.event?.id,
    WebhookIntegration: webhook.id,
    Delivery: receiver.requests[0]?.headers['webhook-id'],
    AuditEntry: (await readAudit(gogreen, 'shop'))[0]?.id,
    Recovery: (await startRecovery(gogreen, 'replayEvents', { integrationId: webhook.id })).id,
  });
});

/** The id of the event that says so, from what another integration is told. */
async function disableOne({ gogreen, receiver }: WithReceiver): Promise<string> {
  const { id } = await createWebhook(gogreen, { projectKey: 'shop', url: receiver.url });
  await askToDisable(gogreen, id, 'It is gone.');
  const find = () => receiver.requests.find(({ body }) => body.includes('"event":"integration.disabled"'));
  await receiver.waitFor(() => find() !== undefined);
  return JSON.parse(find()?.body.toString() ?? '{}').id;
}

async function createIntegration(gogreen: TestApp, name: string, provider: object): Promise<string> {
  const { data, errors } = await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) {
      createIntegration(input: $input) { ... on CreateIntegrationPayload { integration { id } } ... on Error { message } }
    }`,
    { input: { projectKey: 'shop', name, enabled: false, provider } },
  );
  const made = (data as { createIntegration: { integration?: { id: string } } } | null)?.createIntegration;
  if (!made?.integration) throw new Error(JSON.stringify(errors ?? made));
  return made.integration.id;
}

const nodeTypes = Object.values(printedSchema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name);

const node = async (gogreen: TestApp, id: string) => {
  const { data, errors } = await gogreen.send('query ($id: ID!) { node(id: $id) { id __typename } }', { id });
  return errors ?? data?.['node'];
};

describe.each(nodeTypes)('node(id) of a %s', (type) => {
  test('returns it', async ({ gogreen }) => {
    expect(await node(gogreen, ids[type] ?? 'missing')).toEqual({ id: ids[type], __typename: type });
  });

  test('returns null for an unknown id', async ({ gogreen }) => {
    const prefix = ids[type]?.split('_')[0];
    expect(await node(gogreen, `${prefix}_01h455vb4pex5vsknk084sn02q`)).toBeNull();
  });

  test('node(id) is null for malformed ids with the prefix of the type', async ({ gogreen }) => {
    await everyRow(
      [
        '',
        'x',
        '01h455vb4pex5vsknk084sn02',
        '01h455vb4pex5vsknk084sn02u',
        '01H455VB4PEX5VSKNK084SN02Q',
        '\0',
      ],
      async (end) => {
        expect(await node(gogreen, `${ids[type]?.split('_')[0]}_${end}`)).toBeNull();
      },
    );
  });
});

test('node(id) is null for texts that are not the id of a node', async ({ gogreen }) => {
  await everyRow(
    [
      '',
      '_',
      'nothing',
      'user_01h455vb4pex5vsknk084sn02q',
      'constructor_x',
      'toString_1',
      '__proto__',
      '\0',
      '🥇',
    ],
    async (id) => {
      expect(await node(gogreen, id)).toBeNull();
    },
  );
});

test('node(id) with fragments of other types: has its own type', async ({ gogreen }) => {
  const { data } = await gogreen.send(
    `query ($a: ID!, $b: ID!, $c: ID!) {
      a: node(id: $a) { ... on Flag { key environments { enabled } } }
      c: node(id: $c) { ... on Event { type ... on IntegrationEvent { reason integration { name } } } }
      b: node(id: $b) { ... on Event { type ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } }
    }`,
    { a: ids['Flag'], b: ids['FlagEvent'], c: ids['IntegrationEvent'] },
  );
  expect(data).toEqual({
    a: { key: 'flag', environments: [{ enabled: false }, { enabled: true }] },
    c: { type: 'INTEGRATION_DISABLED', reason: 'It is gone.', integration: { name: 'Webhook' } },
    b: { type: 'FLAG_UPDATED', changes: [{ summary: 'Switched the flag on in Production.' }] },
  });
});
