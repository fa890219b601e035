/** What the lists read of large tables: the rows of a page, found by an index, whatever they are filtered by. */

import { expect } from 'vitest';
import { MAX_SEARCHED } from '#src/deliveries/log/search-window.ts';
import type { App } from '#src/platform/app.ts';
import { firstIdAt } from '#src/platform/input/ids.ts';
import { testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';
import { countRecovery } from '#test/support/recoveries.ts';
import { type PlanNode, plansOf } from '#test/support/sql-statements.ts';

/** Rows of each large table. */
const ROWS = 30_000;
/** The oldest rows are the ones that are looked for: whoever reads the table from its end reads all of it. */
const RARE = 60;
/** Far more than a page takes, and far less than the table has. */
const MOST = 1_500;

/** When the deliveries were created: one a minute. */
const TIMES = Array.from({ length: ROWS }, (_, n) => new Date(Date.UTC(2040, 0, 1) + n * 60_000));
const deliveryIdAt = (time: Date) => firstIdAt('dlv', time).padEnd('dlv_'.length + 26, '0');
const rareUntil = TIMES[RARE]?.toISOString();

const test = testWithApp({ worker: false });
const place = { key: 'large', project: '', integration: '' };

test.beforeAll(async ({ gogreen }) => {
  place.project = (await createProject(gogreen, { key: place.key })).id;
  const webhook = { projectKey: place.key, url: 'http://127.0.0.1:9/' };
  place.integration = (await createWebhook(gogreen, webhook)).id;
  await fill(gogreen.app);
});

async function fill({ database }: App): Promise<void> {
  const id = (prefix: string) => `'${prefix}_01' || lpad(n::text, 24, '0')`;
  const rows = `FROM generate_series(1, ${ROWS}) n`;
  const rare = (then: string, otherwise: string) =>
    `CASE WHEN n <= ${RARE} THEN '${then}' ELSE '${otherwise}' END`;
  await database.pool.query(
    `INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_key, environment_id, actor, payload, fanned_out)
     SELECT ${id('evt')}, $1, n, (${rare('FLAG_ARCHIVED', 'FLAG_UPDATED')})::"EventType",
       now() - (${ROWS} - n) * interval '1 minute', ${rare('rare', 'usual')},
       (SELECT id FROM environments WHERE project_id = $1 AND key = ${rare('production', 'development')}),
       json_build_object('id', ${rare('user_rare', 'user_usual')}, 'name', 'Ada'), '{}', true ${rows}`,
    [place.project],
  );
  await database.pool.query(
    `INSERT INTO recoveries (id, project_id, kind, filter, total, actor) VALUES ('rcv_rare', $1, 'RETRY', '{}', 0, '{}')`,
    [place.project],
  );
  await database.pool.query(
    `INSERT INTO deliveries (id, project_id, integration_id, event_id, sequence, status, created_at, completed_at, queued_at,
       target, recovery_id, last_response_status, last_error_class, last_error)
     SELECT ($3::text[])[n], $1, $2, ${id('evt')}, CASE WHEN n > ${RARE} THEN n END,
       (CASE WHEN n <= ${RARE} THEN 'FAILED' WHEN n <= 2 * ${RARE} THEN 'PENDING' ELSE 'DELIVERED' END)::"DeliveryStatus",
       ($4::timestamptz[])[n], now(), CASE WHEN n > ${RARE} AND n <= 2 * ${RARE} THEN now() END, ${rare('C_RARE', '')},
       CASE WHEN n <= ${RARE} THEN 'rcv_rare' END, CASE WHEN n <= ${RARE} THEN 503 ELSE 200 END,
       CASE WHEN n <= ${RARE} THEN 'http' END, CASE WHEN n <= ${RARE} THEN 'No answer.' END ${rows}`,
    [place.project, place.integration, TIMES.map(deliveryIdAt), TIMES],
  );
  await database.pool.query(
    `INSERT INTO audit_entries (id, project_id, occurred_at, actor, action, subject, subject_id, subject_name)
     SELECT ${id('aud')}, $1, now(), json_build_object('id', ${rare('user_rare', 'user_usual')}, 'name', 'Ada'),
       'CHANGED', (${rare('CLIENT_KEY', 'ENVIRONMENT')})::"AuditSubject", ${rare('rare', 'usual')}, 'Name' ${rows}`,
    [place.project],
  );
  await database.pool.query('UPDATE projects SET last_sequence = $2 WHERE id = $1', [place.project, ROWS]);
  await database.pool.query('ANALYZE');
}

/** When about the event of that sequence occurred. */
const timeOf = (sequence: number) => new Date(Date.now() - (ROWS - sequence) * 60_000).toISOString();

const deliveriesOf = (owner: (list: string) => string) => (filter: string) => (page: string) =>
  owner(`deliveries(first: 20, filter: { ${filter} } ${page})`);
const inProject = (list: string) =>
  `{ project(key: "${place.key}") { list: ${list} { edges { node { id } } pageInfo { endCursor } } } }`;
const inIntegration = (list: string) =>
  `{ project: node(id: "${place.integration}") { ... on Integration { list: ${list} { edges { node { id } } pageInfo { endCursor } } } } }`;
const ofProject = deliveriesOf(inProject);
const ofIntegration = deliveriesOf(inIntegration);
const events = (filter: string) => (page: string) =>
  inProject(`events(first: 20, filter: { ${filter} } ${page})`);
const projectAudit = (filter: string) => (page: string) =>
  inProject(`auditLog(first: 20, filter: { ${filter} } ${page})`);
const instanceAudit = (filter: string) => (page: string) =>
  `{ project: __typename auditLog(first: 20, filter: { ${filter} } ${page}) { edges { node { id } } pageInfo { endCursor } } }`;

const lists: Record<string, (page: string) => string> = {
  'deliveries of a project, all': ofProject(''),
  'deliveries of a project, by status': ofProject('statuses: [FAILED]'),
  'deliveries of a project, by two statuses': ofProject('statuses: [FAILED, CANCELLED]'),
  'deliveries of a project, by type of event': ofProject('eventTypes: [FLAG_ARCHIVED]'),
  'deliveries of a project, by flag': ofProject('flagKey: "rare"'),
  'deliveries of a project, by environment': ofProject('environmentKeys: ["production"]'),
  'deliveries of a project, by error class': ofProject('errorClasses: [HTTP]'),
  'deliveries of a project, by two error classes': ofProject('errorClasses: [HTTP, DNS]'),
  'deliveries of a project, by status of the response': ofProject('responseStatuses: { from: 500, to: 599 }'),
  'deliveries of a project, by time of creation': ofProject(`createdBefore: "${rareUntil}"`),
  'deliveries of a project, by target': ofProject('targets: ["C_RARE"]'),
  'deliveries of a project, by recovery': ofProject('recoveryId: "rcv_rare"'),
  'deliveries of a project, test events': ofProject('isTest: true'),
  'deliveries of a project, queued': ofProject('isWaiting: true'),
  'deliveries of a project, by text and status': ofProject('text: "NO ANSWER", statuses: [FAILED]'),
  'deliveries of an integration, by error class': ofIntegration('errorClasses: [HTTP]'),
  'deliveries of an integration, by time of creation': ofIntegration(`createdBefore: "${rareUntil}"`),
  'deliveries of an integration, by status': ofIntegration('statuses: [FAILED]'),
  'deliveries of an integration, by type of event': ofIntegration('eventTypes: [FLAG_ARCHIVED]'),
  'events, all': events(''),
  'events, by type': events('types: [FLAG_ARCHIVED]'),
  'events, by two types': events('types: [FLAG_ARCHIVED, FLAG_RESTORED]'),
  'events, by flag': events('flagKey: "rare"'),
  'events, by flags': events('flagKeys: ["rare", "never"]'),
  'events, by environment': events('environmentKey: "production"'),
  'events, by actor': events('actorId: "user_rare"'),
  'events, before a time': events(`occurredBefore: "${timeOf(RARE)}"`),
  'events, in a span of time': events(`occurredAfter: "${timeOf(1_000)}" occurredBefore: "${timeOf(1_060)}"`),
  'events, by type in a span of time': events(
    `types: [FLAG_UPDATED] occurredAfter: "${timeOf(1_000)}" occurredBefore: "${timeOf(1_060)}"`,
  ),
  'events, by text in a span of sequences': events('text: "usual" afterSequence: 1000 untilSequence: 1060'),
  'audit log of a project, all': projectAudit(''),
  'audit log of a project, by kind of subject': projectAudit('subjects: [CLIENT_KEY]'),
  'audit log of a project, by subject': projectAudit('subjectId: "rare"'),
  'audit log of a project, by actor': projectAudit('actorId: "user_rare"'),
  'audit log of the instance, by kind of subject': instanceAudit('subjects: [CLIENT_KEY]'),
  'audit log of the instance, by subject': instanceAudit('subjectId: "rare"'),
  'audit log of the instance, by actor': instanceAudit('actorId: "user_rare"'),
};

test(`lists over ${ROWS} rows: their first page and the one after read at most ${MOST} of them`, async ({
  gogreen,
}) => {
  const read = async (query: string) => {
    let list: Connection | undefined;
    const plans = await plansOf(gogreen.app.database.pool, async () => {
      const { data, errors } = await gogreen.send(query);
      expect(errors).toBeUndefined();
      const answer = data as { project?: { list?: Connection }; auditLog?: Connection };
      list = answer.auditLog ?? answer.project?.list;
    });
    expect(list?.edges.length).toBe(20);
    expect(largest(plans)).toBeLessThanOrEqual(MOST);
    return list?.pageInfo.endCursor;
  };
  await everyRow(Object.entries(lists), async ([, list]) => {
    const cursor = await read(list(''));
    await read(list(`after: ${JSON.stringify(cursor)}`));
  });
});

test(`deliveries by text over ${ROWS} rows: at most the newest ${MAX_SEARCHED} are searched, and the others not found`, async ({
  gogreen,
}) => {
  const read = async (text: string) => {
    let list: Connection | undefined;
    const plans = await plansOf(gogreen.app.database.pool, async () => {
      const { data } = await gogreen.send(ofProject(`text: "${text}"`)(''));
      list = (data as { project: { list: Connection } }).project.list;
    });
    expect(largest(plans)).toBeLessThanOrEqual(MAX_SEARCHED + MOST);
    return list?.edges.length;
  };
  expect(await read('usual')).toBe(20);
  expect(await read('rare')).toBe(0);
});

test(`totalCount of deliveries over ${ROWS} rows: is 10,000, and reads no more of them`, async ({
  gogreen,
}) => {
  let total: unknown;
  const plans = await plansOf(gogreen.app.database.pool, async () => {
    const { data } = await gogreen.send(
      `{ project(key: "${place.key}") { all: deliveries { totalCount } failed: deliveries(filter: { statuses: [FAILED] }) { totalCount } } }`,
    );
    total = data;
  });
  expect(total).toEqual({ project: { all: { totalCount: 10_000 }, failed: { totalCount: RARE } } });
  expect(largest(plans)).toBeLessThanOrEqual(10_000);
});

test(`replayEvents with countOnly for a log of ${ROWS} events: looks for no event or delivery by itself`, async ({
  gogreen,
}) => {
  let counted: number | undefined;
  const plans = await plansOf(gogreen.app.database.pool, async () => {
    const input = { integrationId: place.integration, include: 'MISSING' as const };
    counted = await countRecovery(gogreen, 'replayEvents', input);
  });
  expect(counted).toBe(RARE);
  expect(Math.max(...plans.map((node) => node['Actual Loops']))).toBeLessThanOrEqual(2);
});

interface Connection {
  edges: unknown[];
  pageInfo: { endCursor: string };
}

/** The most rows that a node of the plans took in, whether it passed them on or not. */
function largest(plans: PlanNode[]): number {
  return Math.max(
    ...plans.map(
      (node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    ),
  );
}
