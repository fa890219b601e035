/** Sequences and cursors that no log and no list has: too large for the column, of another list, or no cursor at all. */

import { expect } from 'vitest';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });
let integrationId: string;
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
  integrationId = (await createWebhook(gogreen, { projectKey: 'shop', url: 'http://127.0.0.1:9/' })).id;
});

const prisma = (type: string, value: string) => Buffer.from(`GPC:${type}:${value}`).toString('base64');

/** What clients may send by mistake or on purpose. */
const cursors = [
  '',
  'x',
  '0',
  '-1',
  '1e9',
  '1000000001',
  '2147483648',
  '99999999999999999999',
  '9'.repeat(400),
  '\0',
  prisma('S', 'x'),
  prisma('S', '\0'),
  prisma('S', 'x'.repeat(10_000)),
  prisma('N', '2147483648'),
  prisma('N', '99999999999999999999'),
  prisma('N', 'x'),
  prisma('D', '9999999999999999'),
  prisma('I', '1'.repeat(40)),
  prisma('I', 'x'),
  prisma('J', '{"id":{"not":""}}'),
  prisma('J', '{'),
  prisma('X', '1'),
  'GPC:S:x',
];

const inProject = (list: string) => `project(key: "shop") { ${list} }`;
const connections: Record<string, string> = {
  projects: 'projects(PAGE) { edges { cursor } }',
  users: 'users(PAGE) { edges { cursor } }',
  'auditLog of the instance': 'auditLog(PAGE) { edges { cursor } }',
  'auditLog of a project': inProject('auditLog(PAGE) { edges { cursor } }'),
  events: inProject('events(PAGE) { edges { cursor } }'),
  'events of a flag': 'flag(projectKey: "shop", key: "flag") { events(PAGE) { edges { cursor } } }',
  flags: inProject('flags(PAGE) { edges { cursor } }'),
  deliveries: inProject('deliveries(PAGE) { edges { cursor } }'),
  'deliveries of an integration':
    'node(id: "INTEGRATION") { ... on Integration { deliveries(PAGE) { edges { cursor } } } }',
  recoveries: inProject('recoveries(PAGE) { edges { cursor } }'),
  changeRequests: inProject('changeRequests(PAGE) { edges { cursor } }'),
  'changeRequests of a flag':
    'flag(projectKey: "shop", key: "flag") { changeRequests(PAGE) { edges { cursor } } }',
  experiments: inProject('experiments(PAGE) { edges { cursor } }'),
  'experiments of a flag': 'flag(projectKey: "shop", key: "flag") { experiments(PAGE) { edges { cursor } } }',
};

test('cursors that no list gave: give an empty page or INVALID_INPUT with the name of the argument, in every list', async ({
  gogreen,
}) => {
  const rows = Object.entries(connections).flatMap(([name, list]) =>
    ['after', 'before'].flatMap((argument) =>
      cursors.map((cursor) => [name, list, argument, cursor] as const),
    ),
  );
  await everyRow(
    rows,
    async ([_name, list, argument, cursor]) => {
      const page = argument === 'after' ? 'first: 2, after: $cursor' : 'last: 2, before: $cursor';
      const query = `query ($cursor: String!) { ${list.replace('PAGE', page).replace('INTEGRATION', integrationId)} }`;
      const { errors } = await gogreen.send(query, { cursor });
      if (!errors) return;
      const codes = errors.map(({ extensions }) => extensions?.['code']);
      expect(codes, JSON.stringify(errors)).toEqual(['INVALID_INPUT']);
      expect(errors[0]?.extensions?.['issues']).toMatchObject([{ path: argument }]);
    },
    ([name, , argument, cursor]) => `${name} ${argument} ${JSON.stringify(cursor.slice(0, 60))}`,
  );
});

async function subscribe(gogreen: TestApp, query: string, variables: object, lastEventId?: string) {
  const leaving = new AbortController();
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(10_000)]),
    headers: {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

test('sequences beyond 2^31 and beyond the log: are refused by subscriptions with the name of the field', async ({
  gogreen,
}) => {
  const fields = [
    'events(projectKey: "shop", afterSequence: $at) { id }',
    'flagChanged(projectKey: "shop", afterSequence: $at) { id }',
  ];
  const rows = fields.flatMap((field) =>
    [1_000_000_000, 2_147_483_647, 2_147_483_648, 1e15, -1].map((at) => [field, at] as const),
  );
  await everyRow(rows, async ([field, at]) => {
    const text = await subscribe(gogreen, `subscription ($at: Int) { ${field} }`, { at });
    expect(text).not.toContain('INTERNAL');
    // Beyond an Int it is the variable that is not valid.
    expect(text).toMatch(Math.abs(at) < 2 ** 31 ? /"path":"afterSequence"/ : /\$at/);
  });
  await everyRow(
    ['1000000000', '2147483648', '999999999999999', '9'.repeat(16), '9'.repeat(400), '-1', 'x'],
    async (id) => {
      const query = 'subscription { events(projectKey: "shop") { id } }';
      const text = await subscribe(gogreen, query, {}, id);
      expect(text).toContain('INVALID_INPUT');
      expect(text).toContain('"path":"Last-Event-ID"');
    },
  );
});

test('sequences beyond 2^31 and beyond the log in filters and replays: are no internal error', async ({
  gogreen,
}) => {
  await everyRow([-2_147_483_648, -1, 1_000_000_001, 2_147_483_647, 2_147_483_648, 1e15], async (at) => {
    const query = `query ($at: Int) { project(key: "shop") {
      a: events(filter: { afterSequence: $at }) { edges { cursor } }
      b: events(filter: { untilSequence: $at }) { edges { cursor } } } }`;
    expect(JSON.stringify(await gogreen.send(query, { at }))).not.toContain('INTERNAL');
    if (Math.abs(at) >= 2 ** 31) return;
    const after = { integrationId, afterSequence: at, countOnly: true };
    expect((await command(gogreen, 'replayEvents', after)).issues?.[0]?.path).toBe('afterSequence');
    const until = { integrationId, untilSequence: at, countOnly: true };
    const answer = await command(gogreen, 'replayEvents', until);
    if (at < 0) expect(answer.issues?.[0]?.path).toBe('untilSequence');
    else expect(answer.__typename).toMatch(/Payload$/);
  });
});
