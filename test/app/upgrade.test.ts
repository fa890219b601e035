/**
 * Databases of every earlier version, filled with rows as that version wrote them (upgrade/<migration>.sql), brought up to
 * date by the real migrations and then used through the API. Each has lived through the versions before it.
 */

import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { readMigrations } from '#src/platform/postgres/migration-plan.ts';
import { createSecretBox } from '#src/platform/secrets/secrets.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { setFlagEnabled } from '#test/support/builders.ts';
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from '#test/support/database.ts';
import { readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { selectAll } from '#test/support/selection.ts';

const ourFolder = path.resolve(import.meta.dirname, '../../prisma');
const rowsFolder = path.resolve(import.meta.dirname, 'upgrade');
const log = createLogger('silent');

const key = randomBytes(32);
const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
const secrets = JSON.stringify({ signingSecret, headerValues: { 'X-Team': 'checkout-team' } });
const delivery = (number: number) => `dlv_01h455vb4pex5vsknk0840000${number}`;

const migrations = await readMigrations(path.join(ourFolder, 'migrations'));
const earlier = migrations.slice(0, -1).map(({ name }) => name);

let receiver: Receiver;
let earlierFolder: string;
const databases = new Map<string, TestDatabase>();

beforeAll(async () => {
  receiver = await startReceiver();
  earlierFolder = await mkdtemp(path.join(tmpdir(), 'gogreen-upgrade-'));
  await mkdir(path.join(earlierFolder, 'functions'));
  const rows = await readdir(rowsFolder);
  let database = await createEmptyDatabase();
  for (const name of earlier) {
    await cp(path.join(ourFolder, 'migrations', name), path.join(earlierFolder, 'migrations', name), {
      recursive: true,
    });
    await migrate(database.url, log, earlierFolder);
    if (rows.includes(`${name}.sql`)) await fill(database, name);
    databases.set(name, database);
    database = await cloneDatabase(database);
  }
  await database.drop();
});

afterAll(async () => {
  for (const database of databases.values()) await database.drop();
  await rm(earlierFolder, { recursive: true });
  await receiver.close();
});

async function fill(database: TestDatabase, name: string): Promise<void> {
  const script = await readFile(path.join(rowsFolder, `${name}.sql`), 'utf8');
  const box = createSecretBox([{ id: 'test', key }]);
  const seal = (row: string) => box.seal(secrets, { table: 'integrations', column: 'secrets', row });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(
      script
        .replaceAll('{{url}}', receiver.url)
        .replaceAll(/\{\{sealed (\w+)\}\}/g, (_all, row) => seal(row)),
    );
  } finally {
    await client.end();
  }
}

test('every file of rows is of a migration that there is', async () => {
  const names = (await readdir(rowsFolder)).map((file) => path.basename(file, '.sql'));
  expect(earlier).toEqual(expect.arrayContaining(names));
});

describe.each(earlier)('a database as of %s, after the upgrade', (name) => {
  let gogreen: TestApp;
  let arrivedBefore: number;

  beforeAll(async () => {
    arrivedBefore = receiver.requests.length;
    const { url } = databases.get(name) as TestDatabase;
    await migrate(url, log);
    gogreen = await startTestApp({ databaseUrl: url, encryptionKeys: `test:${key.toString('base64')}` });
  });
  afterAll(() => gogreen.close());

  const arrived = () => receiver.requests.slice(arrivedBefore).map(({ headers }) => headers['webhook-id']);
  const statusOf = async (id: string) =>
    (await readDeliveries(gogreen, 'shop')).find((each) => each.id === id)?.status;

  test('everything in it can be read', async () => {
    const failures: unknown[] = [];
    for (const selection of selections) {
      const { errors } = await gogreen.send(`{ ${selection} }`);
      failures.push(...(errors ?? []));
    }
    expect(failures).toEqual([]);
    expect(await countRows(gogreen)).toEqual(
      Object.fromEntries(
        Object.entries(filledBy).map(([list, files]) => [
          list,
          files.reduce((sum, [migration, count]) => sum + (name >= migration ? count : 0), 0),
        ]),
      ),
    );
    const deliveries = await readDeliveries(gogreen, 'shop');
    expect(deliveries.find(({ id }) => id === delivery(2))).toMatchObject({
      status: 'FAILED',
      attempts: { length: 5 },
    });
    const failed = await readDeliveries(gogreen, 'shop', { errorClasses: ['HTTP'] });
    expect(failed.map(({ id }) => id)).toContain(delivery(2));
    expect(deliveries.find(({ id }) => id === delivery(3))).toMatchObject({
      status: 'CANCELLED',
      attempts: [],
    });
  });

  test('what was waiting goes out: a due delivery, one whose worker was killed, an event not yet told of', async () => {
    await eventually(async () => {
      expect(arrived()).toEqual(expect.arrayContaining([delivery(4), delivery(5)]));
      const told = await readDeliveries(gogreen, 'shop');
      expect(told.find(({ event }) => event.sequence === 7)?.status).toBe('DELIVERED');
      expect(await statusOf(delivery(4))).toBe('DELIVERED');
      expect(await statusOf(delivery(5))).toBe('DELIVERED');
    });
    expect(await statusOf(delivery(6))).toBe('PENDING');
    expect(arrived()).not.toContain(delivery(6));
  });

  test('a failed delivery can be retried, with the secrets as they were sealed', async () => {
    expect(await retryDelivery(gogreen, delivery(2))).toMatchObject({ __typename: 'RetryDeliveryPayload' });
    await eventually(async () => expect(await statusOf(delivery(2))).toBe('DELIVERED'));
    const request = receiver.requests.findLast(({ headers }) => headers['webhook-id'] === delivery(2));
    expect(request?.headers['x-team']).toBe('checkout-team');
    expect(request?.body.toString()).toBe('{"number":2}');
  });

  test('a flag is switched, and the event gets the next number and is delivered', async () => {
    const change = { projectKey: 'shop', flagKey: 'dark-mode', environmentKey: 'production', enabled: false };
    const { event } = await setFlagEnabled(gogreen, change);
    expect(event).toMatchObject({ sequence: 8 });
    await eventually(async () => {
      const told = await readDeliveries(gogreen, 'shop');
      expect(told.find(({ event }) => event.sequence === 8)?.status).toBe('DELIVERED');
    });
  });
});

/** The lists of a project that are empty in older databases: which files have rows for them, and how many. */
const filledBy: Record<string, [migration: string, count: number][]> = {
  recoveries: [['20261122154003_deliveries_in_line', 3]],
  changeRequests: [['20261122160055_change_requests', 5]],
  experiments: [['20261122190000_experiments', 3]],
  auditLog: [
    ['20261126143529_accounts', 1],
    ['20261129162955_audited_repeats', 1],
  ],
};

async function countRows(gogreen: TestApp): Promise<Record<string, number>> {
  const lists = Object.keys(filledBy).map((list) => `${list}(first: 50) { edges { node { id } } }`);
  const { data } = await gogreen.send(`{ ${of(lists.join(' '))} }`);
  const { project } = data as { project: Record<string, { edges: unknown[] }> };
  return Object.fromEntries(Object.entries(project).map(([list, { edges }]) => [list, edges.length]));
}

/** Each is one operation, so that none is over the limits of one. */
const of = (node: string) => `project(key: "shop") { ${node} }`;
const list = (name: string, node: string) => `${name}(first: 50) { edges { node { ${node} } } }`;
const summaries = '{ __typename ... on FlagChangeSummary { summary } }';
const selections = [
  of('id key name lastSequence targetingKey members { role user { name } } flagViews { name search }'),
  of(
    'environments { id key name requiresApproval minimumApprovals clientKeys { name revokedAt } serverKeys { name revokedAt } }',
  ),
  of(
    list(
      'flags',
      `key name description kind lifecycle version tags owner jiraIssues lastEvaluatedAt variations ${selectAll('Variation')}
       environments { enabled codeLike rules { id } offVariation { key } }`,
    ),
  ),
  of(
    list(
      'events',
      `id sequence type occurredAt comment actor { name } environment { key }
       ... on FlagEvent { flagKey changes ${summaries} codeLikeBefore codeLikeAfter codeLikeDiff }`,
    ),
  ),
  of(`integrations {
    id name provider enabled eventTypes environments { key } secrets ${selectAll('SecretHint')}
    health ${selectAll('IntegrationHealth')} ... on WebhookIntegration { url payloadFormat headerNames }
  }`),
  of(
    list(
      'recoveries',
      'id kind status total queued waiting delivered failed cancelled filter actor { name }',
    ),
  ),
  of(
    list(
      'changeRequests',
      `id title state revision reason scheduledAt bypassed codeLikeDiff author { name }
       approvals ${selectAll('Approval')} changes ${summaries}`,
    ),
  ),
  of(
    list(
      'experiments',
      `id name state counting hypothesis control treatments significant metric ${selectAll('ExperimentMetric')}
       results ${selectAll('ExperimentResults')} conclusion ${selectAll('ExperimentConclusion')}`,
    ),
  ),
  of(list('auditLog', 'id action subject subjectName before after actor { name }')),
  list(
    'users',
    'id kind email name isOwner deactivatedAt memberships { role } accessTokens { name revokedAt expiresAt }',
  ),
];
