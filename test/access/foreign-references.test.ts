/** Things of another project, named inside what somebody may ask for in their own: as if they did not exist. */

import { isObjectType } from 'graphql';
import { describe, expect } from 'vitest';
import { addJiraWebhook, createPlace, missingPlace, type Place, retell } from '#test/support/access-world.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag } from '#test/support/builders.ts';
import { command, fingerprint } from '#test/support/command.ts';
import { createExperiment } from '#test/support/experiments.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { printedSchema } from '#test/support/selection.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let own: Place;
let foreign: Place;
let missing: Place;
let token: string;

test.beforeAll(async ({ gogreen }) => {
  // The foreign one is made between: what comes before and behind it in the order of ids is of the own one.
  own = await createPlace(gogreen);
  await createFlag(gogreen, { projectKey: own.projectKey, key: 'a-first' });
  await addMore(gogreen, own);
  foreign = await createPlace(gogreen);
  await createFlag(gogreen, { projectKey: foreign.projectKey, key: 'only-there' });
  await createFlag(gogreen, { projectKey: own.projectKey, key: 'z-last' });
  await addMore(gogreen, own);
  missing = missingPlace(foreign);
  ({ token } = await addHolder(gogreen, { roles: { [own.projectId]: 'ADMIN' } }));
});

/** Two of what `createPlace` makes one of: the first one behind a cursor is passed over, whatever it is. */
async function addMore(
  gogreen: TestApp,
  { projectKey, flagKey, environmentKey, jiraIntegrationId, integrationId }: Place,
) {
  const where = { projectKey, flagKey, environmentKey };
  for (const enabled of [true, false]) {
    await addJiraWebhook(gogreen, jiraIntegrationId);
    await createExperiment(gogreen, where);
    await startRecovery(gogreen, 'replayEvents', { integrationId });
    await command(gogreen, 'proposeFlagChange', { ...where, enabled, offVariation: enabled ? 'off' : 'on' });
  }
}

async function answer(gogreen: TestApp, query: string, variables: object, place: Place): Promise<string> {
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(query.startsWith('subscription') ? { accept: 'text/event-stream' } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  return `${response.status} ${retell(await response.text(), place, missing)}`;
}

const draftIn = (projectKey: string) => ({
  projectKey,
  provider: { webhook: { url: 'http://127.0.0.1:9/' } },
});
const RESULT = '{ __typename ... on Error { message code } }';

const nodes = [
  'projectId',
  'environmentId',
  'flagId',
  'flagEventId',
  'approvalEventId',
  'experimentEventId',
  'changeRequestId',
  'experimentId',
  'integrationId',
  'deliveryId',
  'recoveryId',
  'auditEntryId',
] as const;

test('the table of ids has every kind that node accepts', () => {
  const prefixes = new Set(nodes.map((name) => own[name].split('_')[0]));
  const kinds = Object.values(printedSchema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  // Integrations and events are of several types each, by one prefix.
  const grouped = new Set(kinds.map(({ name }) => name.replace(/^\w+(?=Integration$|Event$)/, '')));
  expect(prefixes.size).toBe(grouped.size);
});

test.for(nodes)('node(id) of another project gives null, as of nothing: %s', async (name, { gogreen }) => {
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const told = await answer(gogreen, query, { id: foreign[name] }, foreign);
  expect(told).toBe(await answer(gogreen, query, { id: missing[name] }, missing));
  expect(told).toBe('200 {"data":{"node":null}}');
  expect(await answer(gogreen, query, { id: own[name] }, own)).toMatch(
    /^200 \{"data":\{"node":\{"__typename":"\w+"/,
  );
});

test.for<[string, (place: Place) => object]>([
  ['previewIntegration', ({ flagEventId }) => ({ integrationId: own.integrationId, eventId: flagEventId })],
  ['testIntegration', ({ flagEventId }) => ({ integrationId: own.integrationId, eventId: flagEventId })],
  ['previewIntegration', ({ projectKey }) => ({ draft: draftIn(projectKey) })],
  ['testIntegrationDraft', ({ projectKey }) => ({ draft: draftIn(projectKey) })],
  ['checkIntegration', ({ projectKey }) => ({ draft: draftIn(projectKey) })],
  ['retryFailedDeliveries', ({ integrationId }) => ({ projectKey: own.projectKey, integrationId })],
  ['revokeClientKey', ({ clientKeyId }) => ({ projectKey: own.projectKey, clientKeyId })],
  ['revokeServerKey', ({ serverKeyId }) => ({ projectKey: own.projectKey, serverKeyId })],
])(
  'an id of another project in the input of %s is as one of nothing, and nothing changes',
  async ([name, input], { gogreen }) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) ${RESULT} }`;
    const before = await fingerprint(gogreen);
    const told = await answer(gogreen, query, { input: input(foreign) }, foreign);
    expect(told).toBe(await answer(gogreen, query, { input: input(missing) }, missing));
    expect(told).toContain('NotFoundError');
    expect(await fingerprint(gogreen)).toEqual(before);
  },
);

test.for<[string, (flagKey: string) => object]>([
  ['setFlagEnabled', (flagKey) => ({ flagKey, enabled: true })],
  ['proposeFlagChange', (flagKey) => ({ flagKey, enabled: true })],
  [
    'createExperiment',
    (flagKey) => ({
      flagKey,
      name: 'New',
      hypothesis: 'It works.',
      control: 'off',
      treatments: ['on'],
      metric: { name: 'Purchases', kind: 'CONVERSION' },
    }),
  ],
])(
  'the key of a flag of another project in the input of %s is as one of nothing',
  async ([name, input], { gogreen }) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) ${RESULT} }`;
    const told = async (flagKey: string) => {
      const given = { ...input(flagKey), projectKey: own.projectKey, environmentKey: own.environmentKey };
      return (await answer(gogreen, query, { input: given }, missing)).replaceAll(flagKey, '…');
    };
    expect(await told('only-there')).toBe(await told('nowhere'));
    expect(await told('only-there')).toContain('NotFoundError');
  },
);

test('deliveries to an integration of another project cannot be watched, as of one that does not exist', async ({
  gogreen,
}) => {
  const query =
    'subscription ($key: String!, $id: ID) { deliveryUpdated(projectKey: $key, integrationId: $id) { id } }';
  const told = ({ integrationId }: Place) => ({ key: own.projectKey, id: integrationId });
  const text = await answer(gogreen, query, told(foreign), foreign);
  expect(text).toBe(await answer(gogreen, query, told(missing), missing));
  expect(text).toContain('NOT_FOUND');
});

describe('a filter with an id of another project matches nothing:', () => {
  const list = (field: string, type: string) =>
    `query ($key: String!, $filter: ${type}) { project(key: $key) { ${field}(filter: $filter) { edges { node { id } } pageInfo { hasNextPage } } } }`;
  test.for<[string, string, (place: Place) => object]>([
    ['deliveries', 'DeliveryFilter', ({ integrationId }) => ({ integrationId })],
    ['deliveries', 'DeliveryFilter', ({ flagEventId }) => ({ eventId: flagEventId })],
    ['deliveries', 'DeliveryFilter', ({ recoveryId }) => ({ recoveryId })],
    ['auditLog', 'AuditFilter', ({ integrationId }) => ({ subjectId: integrationId })],
  ])('%s by %s', async ([field, type, filter], { gogreen }) => {
    const told = await answer(
      gogreen,
      list(field, type),
      { key: own.projectKey, filter: filter(foreign) },
      foreign,
    );
    expect(told).toBe(
      await answer(gogreen, list(field, type), { key: own.projectKey, filter: filter(missing) }, missing),
    );
    expect(told).toContain('"edges":[]');
  });
});

/** The connections that look their cursors up, and what stands behind a cursor. */
const connections: Record<string, [query: string, cursor: keyof Place]> = {
  'Query.projects': ['projects(PAGE) CONNECTION', 'projectId'],
  'Project.deliveries': ['project(key: $key) { deliveries(PAGE) CONNECTION }', 'deliveryId'],
  'Project.recoveries': ['project(key: $key) { recoveries(PAGE) CONNECTION }', 'recoveryId'],
  'Project.changeRequests': ['project(key: $key) { changeRequests(PAGE) CONNECTION }', 'changeRequestId'],
  'Project.experiments': ['project(key: $key) { experiments(PAGE) CONNECTION }', 'experimentId'],
  'Flag.changeRequests': [
    'node(id: $flag) { ... on Flag { changeRequests(PAGE) CONNECTION } }',
    'changeRequestId',
  ],
  'Flag.experiments': ['node(id: $flag) { ... on Flag { experiments(PAGE) CONNECTION } }', 'experimentId'],
  'WebhookIntegration.deliveries': [
    'node(id: $integration) { ... on Integration { deliveries(PAGE) CONNECTION } }',
    'deliveryId',
  ],
  'Recovery.deliveries': [
    'node(id: $recovery) { ... on Recovery { deliveries(PAGE) CONNECTION } }',
    'deliveryId',
  ],
  'JiraIntegration.receivedWebhooks': [
    'node(id: $jira) { ... on JiraIntegration { receivedWebhooks(PAGE) { edges { cursor } PAGE_INFO } } }',
    'jiraWebhookId',
  ],
};
/** Their cursors are compared and not looked up, or they are for owners, who see everything. */
const others = [
  'Project.flags',
  'Project.events',
  'Flag.events',
  'ChangeRequest.events',
  'Project.auditLog',
  'Query.users',
  'Query.auditLog',
];
const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const CONNECTION = `{ edges { cursor node { id } } ${PAGE_INFO} }`;

test('the table of connections is complete', () => {
  const found = Object.values(printedSchema.getTypeMap()).flatMap((type) =>
    'getFields' in type && 'getInterfaces' in type && type.astNode?.kind === 'ObjectTypeDefinition'
      ? Object.values(type.getFields())
          .filter((field) => String(field.type).endsWith('Connection!'))
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
  const ofOtherProviders = (name: string) => /^(?!Webhook)\w+Integration\.deliveries$/.test(name);
  expect(found.filter((name) => !ofOtherProviders(name)).toSorted()).toEqual(
    [...Object.keys(connections), ...others].toSorted(),
  );
});

describe.each(Object.entries(connections))('%s', (_name, [text, cursor]) => {
  const ask = (gogreen: TestApp, page: string, place: Place) =>
    askWith(gogreen, page, place, `GPC:S:${place[cursor]}`);
  const askWith = (gogreen: TestApp, page: string, place: Place, behind: string) =>
    answer(
      gogreen,
      `query ($key: String!, $flag: ID!, $integration: ID!, $recovery: ID!, $jira: ID!, $cursor: String) {
        own: project(key: $key) { id } flag: node(id: $flag) { id } integration: node(id: $integration) { id }
        recovery: node(id: $recovery) { id } jira: node(id: $jira) { id }
        ${text.replace('PAGE', page).replace('CONNECTION', CONNECTION).replace('PAGE_INFO', PAGE_INFO)}
      }`,
      {
        key: own.projectKey,
        flag: own.flagId,
        integration: own.integrationId,
        recovery: own.recoveryId,
        jira: own.jiraIntegrationId,
        cursor: btoa(behind),
      },
      place,
    );

  test.for(['first: 50, after: $cursor', 'last: 50, before: $cursor'])(
    'a cursor of another project gives what a cursor of nothing gives: (%s)',
    async (page, { gogreen }) => {
      expect(await ask(gogreen, page, foreign)).toBe(await ask(gogreen, page, missing));
    },
  );

  test.for(['GPC:N:5', 'GPC:J:["a"]', 'GPC:D:0'])(
    'a cursor that holds no id is refused as bad input: %s',
    async (text, { gogreen }) => {
      for (const page of ['first: 50, after: $cursor', 'last: 50, before: $cursor']) {
        const told = JSON.parse((await askWith(gogreen, page, own, text)).replace(/^200 /, ''));
        expect(told.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
      }
    },
  );

  test('a cursor of the same connection is accepted', async ({ gogreen }) => {
    expect(await ask(gogreen, 'first: 50, after: $cursor', own)).toMatch(/^200 \{"data"/);
  });
});
