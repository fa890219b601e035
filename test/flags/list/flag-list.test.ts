import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { startedExperiment } from '#test/support/experiments.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });
const place = (flagKey: string, environmentKey = 'production') => ({ projectKey, flagKey, environmentKey });

/** Made in the order c, a, d, b; then b, and last of all c, are changed. */
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'c', name: 'Alpha', description: 'Zahlung per Rechnung' });
  await createFlag(gogreen, { projectKey, key: 'a', name: 'Same', tags: ['Mobile', 'web'] });
  await createFlag(gogreen, { projectKey, key: 'd', name: 'Same', owner: 'Team-Search' });
  await createFlag(gogreen, { projectKey, key: 'b', name: 'Omega' });
  await setFlagEnabled(gogreen, { ...place('b'), enabled: true });
  await setFlagEnabled(gogreen, { ...place('c', 'development'), enabled: true });
  await command(gogreen, 'proposeFlagChange', { ...place('a'), enabled: true });
  await startedExperiment(gogreen, place('d'));
});

async function list(gogreen: TestApp, args: string) {
  const { data, errors } = await gogreen.send(
    `{ project(key: "${projectKey}") { flags(${args}) {
      totalCount edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { project } = data as { project: { flags: Connection } };
  const { edges, ...rest } = project.flags;
  return { keys: edges.map(({ node }) => node.key).join(' '), ...rest };
}

interface Connection {
  totalCount: number;
  edges: { node: { key: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

describe('the order of the flags of a project', () => {
  test.for([
    ['first: 9', 'a b c d'],
    ['orderBy: { field: KEY, direction: DESC }', 'd c b a'],
    ['orderBy: { field: NAME }', 'c b a d|c b d a'],
    ['orderBy: { field: UPDATED, direction: DESC }', 'c b d a'],
    ['orderBy: { field: CREATED }', 'c a d b'],
    ['orderBy: { field: CREATED, direction: DESC }', 'b d a c'],
  ] as const)('flags(%s)', async ([args, expected], { gogreen }) => {
    expect(expected.split('|')).toContain((await list(gogreen, args)).keys);
  });

  test.for(['KEY', 'NAME', 'UPDATED', 'CREATED'])(
    'pages by %s, forwards and backwards: have every flag once',
    async (field, { gogreen }) => {
      for (const direction of ['ASC', 'DESC']) {
        const orderBy = `orderBy: { field: ${field}, direction: ${direction} }`;
        const all = (await list(gogreen, orderBy)).keys;
        const one = await list(gogreen, `first: 3, ${orderBy}`);
        const two = await list(gogreen, `first: 3, after: "${one.pageInfo.endCursor}", ${orderBy}`);
        expect(`${one.keys} ${two.keys}`).toBe(all);
        expect(one.pageInfo.hasNextPage).toBe(true);
        expect(two.pageInfo.hasNextPage).toBe(false);
        const last = await list(gogreen, `last: 1, ${orderBy}`);
        const before = await list(gogreen, `last: 9, before: "${last.pageInfo.startCursor}", ${orderBy}`);
        expect(`${before.keys} ${last.keys}`).toBe(all);
      }
    },
  );

  test('a cursor of another order: INVALID_INPUT with the name of the argument', async ({ gogreen }) => {
    const { pageInfo } = await list(gogreen, 'first: 1');
    const other = list(gogreen, `first: 1, after: "${pageInfo.endCursor}", orderBy: { field: NAME }`);
    await expect(other).rejects.toThrow(/INVALID_INPUT.*"path":"after"/);
  });
});

describe('the flags of a project filtered by', () => {
  test.for([
    ['a word of the description', 'search: "rechnung"', 'c'],
    ['part of a tag', 'search: "mobi"', 'a'],
    ['part of the owner', 'search: "team-s"', 'd'],
    ['being on in an environment', 'environment: { key: "production", enabled: true }', 'b'],
    ['being off in an environment', 'environment: { key: "production", enabled: false }', 'a c d'],
    ['being off in an unknown environment', 'environment: { key: "nowhere", enabled: false }', ''],
    ['an open change request', 'hasOpenChangeRequest: true', 'a'],
    ['no open change request', 'hasOpenChangeRequest: false', 'b c d'],
    ['a running experiment', 'hasRunningExperiment: true', 'd'],
    ['no running experiment', 'hasRunningExperiment: false', 'a b c'],
    ['a time in the future', 'updatedAfter: "2999-01-01T00:00:00Z"', ''],
    [
      'a time in the past',
      'updatedAfter: "2000-01-01T00:00:00Z", updatedBefore: "2999-01-01T00:00:00Z"',
      'a b c d',
    ],
  ] as const)('%s', async ([_name, filter, expected], { gogreen }) => {
    const { keys, totalCount } = await list(gogreen, `filter: { ${filter} }`);
    expect(keys).toBe(expected);
    expect(totalCount).toBe(expected.split(' ').filter(Boolean).length);
  });

  test('being on in an environment, after a process of an older version switched it', async ({ gogreen }) => {
    await createFlag(gogreen, { projectKey, key: 'old' });
    await setFlagEnabled(gogreen, { ...place('old'), enabled: true });
    const { pool } = gogreen.app.database;
    const { rows } = await pool.query(
      `UPDATE flags SET version = version + 1, targeting = replace(targeting::text, 'true', 'false')::json
       WHERE key = 'old' RETURNING enabled_in AS "enabledIn"`,
    );
    expect(rows[0].enabledIn).toHaveLength(1);
    const filtered = (enabled: boolean) =>
      list(gogreen, `filter: { search: "old", environment: { key: "production", enabled: ${enabled} } }`);
    expect((await filtered(true)).keys).toBe('');
    expect((await filtered(false)).keys).toBe('old');
    await pool.query("DELETE FROM flags WHERE key = 'old'");
  });

  test('updatedAfter the last change but one: the flag that was changed last', async ({ gogreen }) => {
    const { rows } = await gogreen.app.database.pool.query(
      `UPDATE flags SET updated_at = updated_at + interval '1 hour' WHERE key = 'c' RETURNING updated_at AS "updatedAt"`,
    );
    const earlier = new Date(rows[0].updatedAt.getTime() - 1).toISOString();
    expect((await list(gogreen, `filter: { updatedAfter: "${earlier}" }`)).keys).toBe('c');
  });
});

test('totalCount counts the flags of all pages', async ({ gogreen }) => {
  expect(await list(gogreen, 'first: 1')).toMatchObject({ keys: 'a', totalCount: 4 });
});

describe('the last events of a flag', () => {
  test('say who changed it last, everywhere and in one environment', async ({ gogreen }) => {
    await createProject(gogreen, { key: 'history' });
    await createFlag(gogreen, { projectKey: 'history', key: 'flag' });
    const there = { projectKey: 'history', flagKey: 'flag', environmentKey: 'production' };
    await setFlagEnabled(gogreen, { ...there, enabled: true });
    await updateFlag(gogreen, { projectKey: 'history', key: 'flag', name: 'New' });
    await command(gogreen, 'proposeFlagChange', { ...there, enabled: false });
    const { data } = await gogreen.send(
      `{ flag(projectKey: "history", key: "flag") {
        createdBy { name } lastEvent { sequence type actor { name } }
        environments { environment { key } lastEvent { sequence environment { key } } } } }`,
    );
    expect(data).toEqual({
      flag: {
        createdBy: { name: 'Admin' },
        lastEvent: { sequence: 3, type: 'FLAG_UPDATED', actor: { name: 'Admin' } },
        environments: [
          { environment: { key: 'development' }, lastEvent: null },
          {
            environment: { key: 'production' },
            lastEvent: { sequence: 2, environment: { key: 'production' } },
          },
        ],
      },
    });
  });
});
