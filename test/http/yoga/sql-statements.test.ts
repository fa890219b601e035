import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { readAudit } from '#test/support/audit.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

/** How many flags, integrations, events and deliveries of one event the project of that key has. */
const SIZES = { one: 1, twenty: 20 };
const ids: Record<
  string,
  { project: string; flag: string; integration: string; event: string; delivery: string; entry: string }
> = {};
let seeder: TestApp;
const test = testWithReceiver(() => ({ worker: false, databaseUrl: seeder.databaseUrl }));

beforeAll(async () => {
  seeder = await startTestApp();
});
test.beforeAll(async ({ receiver }) => {
  for (const [key, size] of Object.entries(SIZES)) await seed(receiver, key, size);
  for (let index = 0; index < SIZES.twenty; index += 1) await createProject(seeder);
  // A process of its own without a worker, which would run statements in between.
});
test.beforeAll(async ({ gogreen }) => {
  await gogreen.send('{ viewer { id } }');
});
afterAll(async () => {
  await seeder?.close();
});

async function seed(receiver: Receiver, projectKey: string, size: number): Promise<void> {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const project = await createProject(seeder, { key: projectKey });
  const place = { projectKey, environmentKey: 'production' };
  for (const index of numbers) await createFlag(seeder, { projectKey, key: `flag-${index}` });
  for (const _ of numbers)
    await command(seeder, 'proposeFlagChange', { ...place, flagKey: 'flag-0', enabled: true });
  let integration = '';
  for (const _ of numbers) {
    ({ id: integration } = await createWebhook(seeder, {
      projectKey,
      url: receiver.url,
      environmentKeys: ['production'],
    }));
  }
  const before = receiver.requests.length;
  const { flag, event } = await setFlagEnabled(seeder, { ...place, flagKey: 'flag-0', enabled: true });
  await receiver.waitFor(before + size);
  for (const _ of numbers)
    await startRecovery(seeder, 'replayEvents', { integrationId: integration, untilSequence: 1 });
  const delivery = String(receiver.requests[before]?.headers['webhook-id']);
  const entry = (await readAudit(seeder, projectKey))[0]?.id ?? '';
  ids[projectKey] = {
    entry,
    project: project.id,
    flag: flag.id,
    integration,
    event: event?.id ?? '',
    delivery,
  };
}

const DELIVERY = 'id status attemptCount event { id type environment { key } } integration { id name }';
const ATTEMPTS =
  'attempts { number request { url body headers { name } } response { status body } error { class } }';
const EVENT = `id sequence type actor { name } environment { key } project { key } deliveries { ${DELIVERY} }
  ... on FlagEvent { flag { key url } changes { ... on FlagChangeSummary { summary } } codeLikeDiff }`;
const CHANGE_REQUEST = `id title state revision url author { name } environment { key } flag { key } project { key }
  approvals { approver { name } } changes { ... on FlagChangeSummary { summary } } codeLikeDiff`;
const FLAG = `id key url variations { key } project { key }
  environments { environment { key project { key } } enabled codeLike } environment(key: "production") { enabled }`;
const FLAG_ROW = `id key tags owner updatedAt createdBy { name } lastEvent { occurredAt actor { name } }
  environments { environment { key } summary lastEvent { actor { name } environment { key } } }`;
const AUDIT_ENTRY =
  'id occurredAt actor { name } action subject subjectId before after project { key environments { key } }';

const queries: [name: string, query: string, statements: string][] = [
  [
    'the list of projects',
    'projects(first: $size) { edges { node { key environments { key } } } }',
    '1 environments, 1 projects',
  ],
  [
    'a project with its flags, environments and integrations',
    `project(key: $key) { key environments { key }
      flags(first: 20) { edges { node { ${FLAG} } } }
      integrations { id name health { status } environments { key } ... on WebhookIntegration { url headerNames } } }`,
    // One of flags for their addresses, which have the key of the project.
    '3 environments, 2 flags, 2 integrations, 4 projects, 1 read-environments, 1 read-flag-values',
  ],
  [
    'a page of flags with their last events, and their number',
    `project(key: $key) { flags(first: 50, orderBy: { field: UPDATED, direction: DESC }) { totalCount edges { node { ${FLAG_ROW} } } } }`,
    '2 flags, 1 projects, 1 read-creations, 1 read-environments, 1 read-flag-values, 1 read-last-events, 1 read-last-events-in-environments',
  ],
  [
    'the page of a flag',
    `flag(projectKey: $key, key: "flag-0") { ${FLAG} events { edges { node { ${EVENT} } } } }`,
    '1 deliveries, 2 environments, 3 events, 2 flags, 1 integrations, 4 projects, 1 read-environments, 1 read-flag-values, 1 read-payloads',
  ],
  [
    'a page of events with their deliveries',
    `project(key: $key) { events(first: 20) { edges { node { ${EVENT} } } } }`,
    '1 deliveries, 1 environments, 3 events, 1 flags, 1 integrations, 3 projects, 1 read-payloads',
  ],
  [
    'a page of events with their URLs, total and counts of deliveries',
    'project(key: $key) { events(first: 20) { totalCount edges { node { url deliveryCounts { status count } } } } }',
    '1 count-deliveries, 2 events, 2 projects',
  ],
  [
    'an event by its sequence',
    `project(key: $key) { event(sequence: 1) { ${EVENT} } }`,
    '1 deliveries, 2 environments, 3 events, 1 flags, 1 integrations, 3 projects, 1 read-payloads',
  ],
  [
    'a page of deliveries with their attempts',
    `project(key: $key) { deliveries(first: 20) { edges { node { ${DELIVERY} ${ATTEMPTS} } } } }`,
    '1 attempts, 1 deliveries, 1 environments, 1 events, 1 integrations, 1 projects, 1 read-attempt-requests, 1 read-attempt-responses',
  ],
  [
    'a page of deliveries as the dashboard lists them, with their number',
    `project(key: $key) { deliveries(first: 20) { totalCount edges { node {
      ${DELIVERY} url schedule target recovery { id } lastAttempt { id number startedAt durationMs error { class } } } } } }`,
    '1 attempts, 2 deliveries, 1 environments, 1 events, 1 integrations, 2 projects, 1 recoveries',
  ],
  [
    'the integrations with the number of their deliveries and what happened to them',
    `project(key: $key) {
      deliveryStats(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", bucket: HOUR) { delivered p95Ms }
      integrations { name counts { pending failed }
        deliveryStats(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", bucket: HOUR) { delivered p95Ms errors { class } } } }`,
    '2 integrations, 1 projects, 1 read-delivery-counts, 2 read-delivery-statistics',
  ],
  [
    'a page of recoveries with their progress',
    `project(key: $key) { recoveries(first: 20) { edges { node {
      id status total queued delivered failed cancelled waiting actor { name } integration { id name } } } } }`,
    '1 integrations, 1 projects, 1 read-recovery-progress, 1 recoveries',
  ],
  [
    'an integration with its deliveries',
    `node(id: $integration) { ... on Integration { name project: id deliveries(first: 20) { edges { node { ${DELIVERY} } } } } }`,
    // One of them to learn which provider it is.
    '1 deliveries, 1 environments, 1 events, 3 integrations',
  ],
  [
    'a node that is a project',
    'node(id: $project) { id ... on Project { key environments { key } } }',
    '1 environments, 1 projects',
  ],
  [
    'a node that is a flag',
    `node(id: $flag) { id ... on Flag { ${FLAG} } }`,
    '1 environments, 1 flags, 2 projects, 1 read-environments, 1 read-flag-values',
  ],
  [
    'a node that is an event',
    `node(id: $event) { id ... on Event { ${EVENT} } }`,
    // One of them to learn what the event is about.
    '1 deliveries, 2 environments, 4 events, 1 flags, 1 integrations, 2 projects, 1 read-payloads',
  ],
  [
    'a node that is a delivery',
    `node(id: $delivery) { id ... on Delivery { ${DELIVERY} ${ATTEMPTS} } }`,
    '1 attempts, 1 deliveries, 1 environments, 1 events, 1 integrations, 1 read-attempt-requests, 1 read-attempt-responses',
  ],
  [
    'a page of change requests',
    `project(key: $key) { changeRequests(first: 20) { edges { node { ${CHANGE_REQUEST} } } } }`,
    '1 change_requests, 1 environments, 1 flags, 2 projects, 1 read-reviews',
  ],
  [
    'the change requests of a flag',
    `flag(projectKey: $key, key: "flag-0") { changeRequests(first: 20) { edges { node { ${CHANGE_REQUEST} } } } }`,
    '1 change_requests, 1 environments, 2 flags, 1 projects, 1 read-reviews',
  ],
  [
    'the events of change requests',
    `project(key: $key) { events(first: 20, filter: { types: [APPROVAL_REQUESTED] }) { edges { node { id
      ... on ApprovalEvent { title flag { key } changeRequest { ${CHANGE_REQUEST} } changes { ... on FlagChangeSummary { summary } } } } } } }`,
    '1 change_requests, 1 environments, 1 events, 2 flags, 2 projects, 1 read-payloads, 1 read-reviews',
  ],
  [
    'a page of the audit log of a project',
    `project(key: $key) { auditLog(first: $size) { edges { node { ${AUDIT_ENTRY} } } } }`,
    '1 audit_entries, 1 environments, 2 projects, 1 read-audited-values',
  ],
  [
    'a page of the audit log of the instance',
    `auditLog(first: $size, filter: { subjects: [PROJECT] }) { edges { node { ${AUDIT_ENTRY} } } }`,
    '1 audit_entries, 1 environments, 1 projects, 1 read-audited-values',
  ],
  [
    'a node that is an entry of the audit log',
    `node(id: $entry) { id ... on AuditEntry { ${AUDIT_ENTRY} } }`,
    '1 audit_entries, 1 environments, 1 projects, 1 read-audited-values',
  ],
  [
    'the evaluation of all flags',
    'evaluateFlags(projectKey: $key, environmentKey: "production", context: {}) { value variation { key } }',
    '1 find-evaluable, 1 load-ruleset',
  ],
];

describe.each(queries)('%s', (_name, query, statements) => {
  const typeOf: Record<string, string> = { size: 'Int!', key: 'String!' };
  const used = [...new Set([...query.matchAll(/\$(\w+)/g)].map(([, variable = '']) => variable))];
  const document = `query (${used.map((variable) => `$${variable}: ${typeOf[variable] ?? 'ID!'}`).join(', ')}) { ${query} }`;

  test.for(Object.entries(SIZES))('takes the same statements for %s', async ([key, size], { gogreen }) => {
    const run = async () => {
      const { data, errors } = await gogreen.send(document, { key, size, ...ids[key] });
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).not.toContain(null);
    };
    const sent = await statementsOf(gogreen.app.database.pool, run);
    expect(count(sent)).toBe(statements);
  });
});

test('setFlagEnabled: one short transaction, then the reads for the selected fields', async ({ gogreen }) => {
  const input = { projectKey: 'one', flagKey: 'flag-0', environmentKey: 'production', enabled: false };
  const sent = await statementsOf(gogreen.app.database.pool, () => command(gogreen, 'setFlagEnabled', input));
  expect(sent).toMatchInlineSnapshot(`
    [
      "BEGIN",
      "lock-flags",
      "write-flag-changes",
      "COMMIT",
    ]
  `);
});

test('renaming an environment: one short transaction that includes the audit entry', async ({ gogreen }) => {
  const input = { projectKey: 'one', key: 'development', name: 'Renamed' };
  const rename = () => command(gogreen, 'updateEnvironment', input);
  expect(await statementsOf(gogreen.app.database.pool, rename)).toMatchInlineSnapshot(`
    [
      "find-project-id",
      "BEGIN",
      "SELECT",
      "SELECT environments",
      "UPDATE environments",
      "INSERT audit_entries",
      "COMMIT",
    ]
  `);
  expect(await statementsOf(gogreen.app.database.pool, rename)).toMatchInlineSnapshot(`
    [
      "find-project-id",
      "BEGIN",
      "SELECT",
      "SELECT environments",
      "COMMIT",
    ]
  `);
});

test('setFlagEnabled with the present state: no writing statement', async ({ gogreen }) => {
  const input = { projectKey: 'one', flagKey: 'flag-0', environmentKey: 'production', enabled: false };
  const sent = await statementsOf(gogreen.app.database.pool, () => command(gogreen, 'setFlagEnabled', input));
  expect(sent).toMatchInlineSnapshot(`
    [
      "BEGIN",
      "lock-flags",
      "COMMIT",
    ]
  `);
});

/** Such as `2 environments, 1 flags`, of the tables that statements read. */
function count(statements: string[]): string {
  const names = statements.map((name) => name.replace(/^SELECT /, ''));
  const kinds = [...new Set(names)].toSorted();
  return kinds.map((kind) => `${names.filter((name) => name === kind).length} ${kind}`).join(', ');
}
