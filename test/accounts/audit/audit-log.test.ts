import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayReadAudit, mayReadInstanceAudit } from '#src/access/permissions.ts';
import { appendAudit } from '#src/accounts/audit/audit.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { addHolder, ENTRY, type Entry, type Holder, readAudit } from '#test/support/audit.ts';
import { createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';

const TIMES = Array.from({ length: 8 }, (_, index) => new Date(Date.UTC(2040, 0, 1 + index)));

let gogreen: TestApp;
let shop: { id: string; key: string };
let other: { id: string; key: string };
let admin: Holder;
let editor: Holder;
let viewer: Holder;
let outsider: Holder;
let instanceEntry: string;
let shopEntry: string;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
  shop = await createProject(gogreen, { key: 'shop' });
  other = await createProject(gogreen, { key: 'other' });
  admin = await addHolder(gogreen, 'admin', { [shop.id]: 'ADMIN' });
  editor = await addHolder(gogreen, 'editor', { [shop.id]: 'EDITOR' });
  viewer = await addHolder(gogreen, 'viewer', { [shop.id]: 'VIEWER' });
  outsider = await addHolder(gogreen, 'outsider', { [other.id]: 'ADMIN' });
  // What concerns the instance, such as its users.
  await appendAudit(gogreen.app.database.pool, {
    projectId: null,
    actor: gogreen.serving.admin.actor,
    now: new Date(),
    action: 'CREATED',
    subject: 'USER',
    subjectId: viewer.actor.id,
    subjectName: 'viewer',
    before: null,
    after: { name: 'viewer' },
  });
  instanceEntry = (await readInstance())[0]?.id ?? '';
  shopEntry = (await readAudit(gogreen, 'shop'))[0]?.id ?? '';
});
afterAll(() => gogreen?.close());

interface Connection {
  edges: { cursor: string; node: Entry }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

async function readInstance(args: object = {}): Promise<Entry[]> {
  const { data, errors } = await gogreen.send(
    `query ($filter: AuditFilter) { auditLog(first: 100, filter: $filter) { edges { node { ${ENTRY} } } } }`,
    args,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { auditLog: Connection }).auditLog.edges.map(({ node }) => node);
}

describe('the audit log of a project', () => {
  const query = '{ project(key: "shop") { key auditLog { edges { node { id } } } } }';

  test('the audit log of a project can be read by its admins', async () => {
    expect(await readAudit(gogreen, 'shop', {}, admin.token)).toEqual(await readAudit(gogreen, 'shop'));
    expect((await readAudit(gogreen, 'shop', {}, admin.token)).length).toBeGreaterThan(0);
  });

  test.each([
    ['viewers', () => viewer],
    ['editors', () => editor],
  ])('is refused to its %s with the sentence that says who may', async (_name, who) => {
    const { data, errors } = await gogreen.send(query, {}, who().token);
    expect(data).toEqual({ project: null });
    expect(errors).toMatchObject([
      { message: mayReadAudit.sentence, extensions: { code: 'FORBIDDEN' }, path: ['project', 'auditLog'] },
    ]);
  });

  test('the audit log of a project cannot be read by admins of another project', async () => {
    const { data } = await gogreen.send(query, {}, outsider.token);
    expect(data).toEqual({ project: null });
    expect(await readAudit(gogreen, 'other', {}, outsider.token)).not.toEqual([]);
  });

  test('the audit log of a project has no entry of other projects nor of the instance', async () => {
    const projects = (await readAudit(gogreen, 'shop')).map(({ project }) => project?.key);
    expect(new Set(projects)).toEqual(new Set(['shop']));
  });
});

describe('the audit log of the instance', () => {
  test('the audit log of the instance has all entries for owners, those of every project included', async () => {
    const entries = await readInstance();
    expect(entries.map(({ id }) => id)).toEqual(
      entries
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    const projects = entries.map(({ project }) => project?.key ?? null);
    expect(new Set(projects)).toEqual(new Set([null, 'shop', 'other']));
  });

  test.each([
    ['admins of a project', () => admin],
    ['editors', () => editor],
    ['viewers', () => viewer],
  ])('is refused to %s with the sentence that says who may', async (_name, who) => {
    const { data, errors } = await gogreen.send('{ auditLog { edges { node { id } } } }', {}, who().token);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { message: mayReadInstanceAudit.sentence, extensions: { code: 'FORBIDDEN' }, path: ['auditLog'] },
    ]);
  });
});

test('roles and client keys are told to the admins of the project; users and tokens to owners, and no token at all', async () => {
  const { key, id } = await createProject(gogreen, { key: 'granted' });
  const keeper = await addHolder(gogreen, 'keeper', { [id]: 'ADMIN' });
  const { data, errors } = await gogreen.send(
    `mutation ($user: ID!) {
      createUser(input: { name: "Ada", email: "ada@example.com" }) { __typename }
      setProjectRole(input: { projectKey: "granted", userId: $user, role: VIEWER }) { __typename }
      createAccessToken(input: { name: "script" }) { ... on CreateAccessTokenPayload { token } }
      createClientKey(input: { projectKey: "granted", environmentKey: "production", name: "web" }) {
        ... on CreateClientKeyPayload { key }
      }
    }`,
    { user: viewer.actor.id },
  );
  expect(errors).toBeUndefined();
  const shown = data as { createAccessToken: { token: string }; createClientKey: { key: string } };

  const subjectsOf = (entries: Entry[]) =>
    entries.map(({ subject, project }) => [subject, project?.key ?? null]);
  expect(subjectsOf(await readAudit(gogreen, key, {}, keeper.token)).slice(0, 2)).toEqual([
    ['CLIENT_KEY', key],
    ['ROLE', key],
  ]);
  expect(subjectsOf(await readInstance()).slice(0, 4)).toEqual([
    ['CLIENT_KEY', key],
    ['ACCESS_TOKEN', null],
    ['ROLE', key],
    ['USER', null],
  ]);
  const { rows } = await gogreen.app.database.pool.query('SELECT a::text AS row FROM audit_entries a');
  const stored = JSON.stringify(rows);
  for (const token of [shown.createAccessToken.token, shown.createClientKey.key]) {
    expect(token).toMatch(/^gogreen_/);
    expect(stored).not.toContain(token.slice(12, 40));
  }
});

describe('node(id) of an entry', () => {
  const node = (id: string, token?: string) =>
    gogreen.send(
      'query ($id: ID!) { node(id: $id) { id ... on AuditEntry { subjectName } } }',
      { id },
      token,
    );
  const missing = 'aud_01h455vb4pex5vsknk084sn02q';

  test('node(id) of an audit entry gives it to owners, and to admins of its project', async () => {
    for (const token of [undefined, admin.token]) {
      const { data } = await node(shopEntry, token);
      expect(data).toEqual({ node: { id: shopEntry, subjectName: 'Production' } });
    }
    expect((await node(instanceEntry)).data).toEqual({ node: { id: instanceEntry, subjectName: 'viewer' } });
  });

  test('node(id) of an audit entry is refused to viewers and editors of its project', async () => {
    for (const { token } of [viewer, editor]) {
      const { data, errors } = await node(shopEntry, token);
      expect(data).toEqual({ node: null });
      expect(errors).toMatchObject([{ message: mayReadAudit.sentence, extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  test('node(id) of an audit entry of a foreign project or of the instance answers as for one that does not exist', async () => {
    const nothing = await node(missing, outsider.token);
    expect(nothing).toEqual({ status: 200, data: { node: null } });
    expect(await node(shopEntry, outsider.token)).toEqual(nothing);
    for (const { token } of [admin, editor, viewer, outsider])
      expect(await node(instanceEntry, token)).toEqual(nothing);
  });
});

describe('filters', () => {
  beforeAll(async () => {
    const project = await createProject(gogreen, { key: 'filtered' });
    const ids = ['one', 'two'];
    for (const [index, now] of TIMES.entries()) {
      const subjectId = ids[index % 2] ?? '';
      await appendAudit(gogreen.app.database.pool, {
        projectId: project.id,
        actor: index < 6 ? admin.actor : editor.actor,
        now,
        action: index < 3 ? 'CHANGED' : 'REVOKED',
        subject: index < 4 ? 'ROLE' : 'CLIENT_KEY',
        subjectId,
        subjectName: `entry ${index}`,
        before: { index },
        after: { index: index + 1 },
      });
    }
  });

  test.each<[name: string, filter: () => object, found: number[]]>([
    ['actions', () => ({ actions: ['CHANGED'] }), [2, 1, 0]],
    ['several actions', () => ({ actions: ['CHANGED', 'REVOKED'] }), [7, 6, 5, 4, 3, 2, 1, 0]],
    ['kinds of things', () => ({ subjects: ['CLIENT_KEY'] }), [7, 6, 5, 4]],
    ['one thing', () => ({ subjectId: 'one' }), [6, 4, 2, 0]],
    ['a thing that nothing was done to', () => ({ subjectId: 'three' }), []],
    ['who did it', () => ({ actorId: editor.actor.id }), [7, 6]],
    ['somebody who did nothing', () => ({ actorId: viewer.actor.id }), []],
    ['a part of the id of who did it', () => ({ actorId: editor.actor.id.slice(0, -1) }), []],
    ['after a time, which is not included', () => ({ occurredAfter: TIMES[5] }), [7, 6]],
    [
      'before a time, which is not included',
      () => ({ occurredBefore: TIMES[2], occurredAfter: TIMES[0] }),
      [1],
    ],
    [
      'several conditions',
      () => ({ actions: ['REVOKED'], subjects: ['ROLE'], actorId: admin.actor.id }),
      [3],
    ],
    ['none, given as null', () => ({ actions: null, subjectId: null, subjects: ['ROLE'] }), [3, 2, 1, 0]],
  ])('by %s', async (_name, filter, found) => {
    const names = found.map((index) => `entry ${index}`);
    const isMine = ({ subjectName }: Entry) => subjectName.startsWith('entry ');
    const inProject = await readAudit(gogreen, 'filtered', filter());
    expect(inProject.filter(isMine).map(({ subjectName }) => subjectName)).toEqual(names);
    const inInstance = await readInstance({ filter: filter() });
    expect(inInstance.filter(isMine).map(({ subjectName }) => subjectName)).toEqual(names);
  });

  test.each([
    ['an action that there is not', '{ actions: [MADE] }'],
    ['a time that is none', '{ occurredAfter: "yesterday" }'],
  ])('refuse %s', async (_name, filter) => {
    const { errors } = await gogreen.send(`{ auditLog(filter: ${filter}) { edges { cursor } } }`);
    expect(errors).toHaveLength(1);
  });

  test('filters of the audit log of a project never show entries of another project', async () => {
    expect(await readAudit(gogreen, 'filtered', { subjectId: shop.id })).toEqual([]);
  });
});

describe('pages', () => {
  const page = async (args: string, key = 'paged'): Promise<Connection> => {
    const { data, errors } = await gogreen.send(
      `{ project(key: "${key}") { auditLog(${args}) {
        edges { cursor node { subjectName } } pageInfo { hasNextPage hasPreviousPage endCursor }
      } } }`,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { project: { auditLog: Connection } }).project.auditLog;
  };
  const namesOf = ({ edges }: Connection) => edges.map(({ node }) => node.subjectName);

  beforeAll(async () => {
    const environments = [0, 1, 2, 3, 4].map((index) => ({ key: `e${index}`, name: `E${index}` }));
    await createProject(gogreen, { key: 'paged', environments });
  });

  test('pages of the audit log follow one another, and end', async () => {
    const first = await page('first: 4');
    expect(namesOf(first)).toEqual(['E4', 'E3', 'E2', 'E1']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 4, after: "${first.pageInfo.endCursor}"`);
    expect(namesOf(second)).toEqual(['E0', 'paged']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false });
    expect(namesOf(await page(`last: 2, before: "${second.edges[0]?.cursor}"`))).toEqual(['E2', 'E1']);
  });

  test('pages of the audit log continue where they were when new entries were added', async () => {
    const first = await page('first: 1', 'shop');
    await command(gogreen, 'createEnvironment', { projectKey: 'shop', key: 'later', name: 'Later' });
    const second = await page(`first: 1, after: "${first.pageInfo.endCursor}"`, 'shop');
    expect(namesOf(first)).toEqual(['Production']);
    expect(namesOf(second)).toEqual(['Development']);
  });

  test.each(['x', 'aud_', '\\u0000', 'proj_01h455vb4pex5vsknk084sn02q'])(
    'do not begin after %j, which is no cursor',
    async (cursor) => {
      const { data, errors } = await gogreen.send(`{ auditLog(after: "${cursor}") { edges { cursor } } }`);
      expect(data).toBeNull();
      expect(errors?.[0]?.message).toBe('after: is not a cursor of this connection; send one that it gave');
    },
  );

  test('pages of the audit log take cursors of another log by their time alone', async () => {
    await createProject(gogreen, { key: 'elsewhere' });
    const foreign = (await page('first: 1', 'elsewhere')).pageInfo.endCursor;
    const all = ['E4', 'E3', 'E2', 'E1', 'E0', 'paged'];
    expect(namesOf(await page(`first: 100, after: "${foreign}"`))).toEqual(all);
    expect(namesOf(await page(`last: 100, before: "${foreign}"`))).toEqual([]);
    const missing = 'aud_7zzzzzzzzzzzzzzzzzzzzzzzzz';
    expect(namesOf(await page(`first: 100, after: "${missing}"`))).toEqual(all);
  });
});

test('entries of the audit log are found by index, however many other projects have', async () => {
  const { pool } = gogreen.app.database;
  const client = await pool.connect();
  try {
    await client.query('BEGIN; SET LOCAL enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM audit_entries WHERE project_id = $1 ORDER BY id DESC LIMIT 20`,
      [shop.id],
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Cond: (project_id = ');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
