/** Lists in inputs: every one has a limit, its description says it, and a longer list is refused at once. */

import { getNamedType, getNullableType, isInputObjectType, isListType, isObjectType } from 'graphql';
import { expect } from 'vitest';
import { outboundErrorClasses } from '#src/platform/egress/outcome.ts';
import { MAX_LISTED } from '#src/platform/input/distinct.ts';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';
import { printedSchema } from '#test/support/selection.ts';

const test = testWithApp({ worker: false });
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

test('every list of an input: its description says how many entries it may have', () => {
  const places = Object.values(printedSchema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type))
      return Object.values(type.getFields()).map((field) => ({
        ...field,
        name: `${type.name}.${field.name}`,
      }));
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.map((arg) => ({ ...arg, name: `${type.name}.${name}(${arg.name})` })),
    );
  });
  const lists = places.filter(({ type }) => isListType(getNullableType(type)));
  expect(lists.length).toBeGreaterThan(30);
  const silent = lists.filter(({ description }) => !/at most [\d,]+|\d+ to [\d,]+/i.test(description ?? ''));
  expect(silent.map(({ name, type }) => `${name}: ${getNamedType(type)}`)).toEqual([]);
});

const many = (value: string, length = MAX_LISTED + 1) => Array.from({ length }, () => value);

test('a list to filter by with one entry too many: is refused with its name, in queries and subscriptions', async ({
  gogreen,
}) => {
  const inProject = (type: string, variable: string, list: string) =>
    `query ($v: [${type}!]) { project(key: "shop") { ${list}(filter: { ${variable}: $v }) { edges { cursor } } } }`;
  await everyRow(
    [
      ['filter.statuses', inProject('DeliveryStatus', 'statuses', 'deliveries'), 'FAILED'],
      ['filter.eventTypes', inProject('EventType', 'eventTypes', 'deliveries'), 'FLAG_CREATED'],
      ['filter.types', inProject('EventType', 'types', 'events'), 'FLAG_CREATED'],
      ['filter.flagKeys', inProject('String', 'flagKeys', 'events'), 'flag'],
      [
        'filter.flagKeys',
        'subscription ($v: [String!]) { events(projectKey: "shop", filter: { flagKeys: $v }) { id } }',
        'flag',
      ],
      ['filter.states', inProject('ChangeRequestState', 'states', 'changeRequests'), 'APPLIED'],
      ['filter.states', inProject('ExperimentState', 'states', 'experiments'), 'DRAFT'],
      ['filter.lifecycle', inProject('FlagLifecycle', 'lifecycle', 'flags'), 'ACTIVE'],
      ['filter.tags', inProject('String', 'tags', 'flags'), 'a'],
      ['filter.actions', inProject('AuditAction', 'actions', 'auditLog'), 'CREATED'],
      ['filter.subjects', inProject('AuditSubject', 'subjects', 'auditLog'), 'USER'],
      [
        'filter.kinds',
        'query ($v: [UserKind!]) { users(filter: { kinds: $v }) { edges { cursor } } }',
        'PERSON',
      ],
      [
        'types',
        'subscription ($v: [EventType!]) { events(projectKey: "shop", types: $v) { id } }',
        'FLAG_CREATED',
      ],
      [
        'flagKeys',
        'subscription ($v: [String!]) { flagChanged(projectKey: "shop", flagKeys: $v) { id } }',
        'flag',
      ],
    ],
    async ([path, query, value]) => {
      const response = await fetch(`${gogreen.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          'content-type': 'application/json',
          accept: query.startsWith('subscription') ? 'text/event-stream' : 'application/json',
        },
        body: JSON.stringify({ query, variables: { v: many(value ?? '') } }),
      });
      const text = await response.text();
      expect(text).toContain('INVALID_INPUT');
      expect(text).toContain(`{"path":"${path}","message":"at most 1,000 entries"}`);
    },
  );
});

test('lists of commands with 200,000 entries: are refused with their names without comparing each with each', async ({
  gogreen,
}) => {
  const numbered = (name: (n: number) => unknown) => Array.from({ length: 200_000 }, (_, n) => name(n));
  const integration = (provider: string, settings: object) => ({
    projectKey: 'shop',
    name: 'Integration',
    provider: { [provider]: settings },
  });
  const webhook = { webhook: { url: 'http://127.0.0.1:9/' } };
  const jira = { siteUrl: 'http://127.0.0.1:9', email: 'ada@example.com', apiToken: 'ATATT0123456789' };
  await everyRow(
    [
      [
        'createIntegration',
        'eventTypes',
        { projectKey: 'shop', name: 'X', provider: webhook, eventTypes: many('FLAG_CREATED', 200_000) },
      ],
      [
        'createIntegration',
        'environmentKeys',
        { projectKey: 'shop', name: 'X', provider: webhook, environmentKeys: numbered((n) => `e${n}`) },
      ],
      [
        'createIntegration',
        'provider.jira.projectKeys',
        integration('jira', { ...jira, projectKeys: numbered((n) => `AA${n}`) }),
      ],
      [
        'createIntegration',
        'provider.slack.channels',
        integration('slack', { botToken: 'xoxb-1-2-3456789012', channels: numbered((n) => `c${n}`) }),
      ],
      ['retryFailedDeliveries', 'errorClasses', { projectKey: 'shop', errorClasses: many('HTTP', 200_000) }],
      [
        'createFlag',
        'tags',
        { projectKey: 'shop', key: 'new', kind: 'BOOLEAN', tags: numbered((n) => `t${n}`) },
      ],
    ] as const,
    async ([mutation, path, input]) => {
      const startedAt = performance.now();
      const { issues } = await command(gogreen, mutation, input);
      expect(issues?.map((issue) => issue.path)).toContain(path);
      // Comparing each with each takes a minute; reading so much takes seconds on a busy machine.
      expect(performance.now() - startedAt).toBeLessThan(12_000);
    },
    ([mutation, path]) => `${mutation} ${path}`,
  );
}, 90_000);

test('errorClasses that name each class once: are accepted', async ({ gogreen }) => {
  const errorClasses = outboundErrorClasses.map((name) => name.toUpperCase());
  const input = { projectKey: 'shop', errorClasses, countOnly: true };
  expect((await command(gogreen, 'retryFailedDeliveries', input)).__typename).toMatch(/Payload$/);
});
