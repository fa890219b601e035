import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { CreateFlagInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey, updateFlagEnvironment } from '#test/support/builders.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, {
    key: projectKey,
    environments: [{ key: 'production', name: 'Production' }],
  });
});

const ReadFlag = graphql(`
  query FlagsRead($projectKey: String!, $key: String!) {
    flag(projectKey: $projectKey, key: $key) {
      key name description kind tags owner lifecycle version url
      project { key }
      variations { key name description value }
      environments {
        environment { key }
        enabled
        rules { clauses { attribute operator values negate } serve { __typename } }
        fallthrough { ... on VariationServe { variation { key } } }
        offVariation { key }
        codeLike
      }
      environment(key: "production") { enabled }
      nowhere: environment(key: "nope") { enabled }
    }
  }
`);

const ListFlags = graphql(`
  query FlagsList($projectKey: String!, $filter: FlagFilter, $first: Int, $after: String) {
    project(key: $projectKey) {
      flags(filter: $filter, first: $first, after: $after) { edges { node { key } } pageInfo { hasNextPage endCursor } }
    }
  }
`);

const read = async (gogreen: TestApp, key: string) => (await gogreen.run(ReadFlag, { projectKey, key })).flag;

test('a boolean flag needs a key only: the rest has defaults', async ({ gogreen }) => {
  await createFlag(gogreen, { projectKey, key: 'new-checkout', kind: 'BOOLEAN' });
  expect(await read(gogreen, 'new-checkout')).toEqual({
    key: 'new-checkout',
    name: 'new-checkout',
    description: null,
    kind: 'BOOLEAN',
    tags: [],
    owner: null,
    lifecycle: 'ACTIVE',
    version: 1,
    project: { key: projectKey },
    url: 'https://gogreen.test/projects/shop/flags/new-checkout',
    variations: [
      { key: 'on', name: 'On', description: null, value: true },
      { key: 'off', name: 'Off', description: null, value: false },
    ],
    environments: [
      {
        environment: { key: 'production' },
        enabled: false,
        rules: [],
        fallthrough: { variation: { key: 'on' } },
        offVariation: { key: 'off' },
        codeLike: 'OFF: "off"\nSERVE "on"',
      },
    ],
    environment: { enabled: false },
    nowhere: null,
  });
});

test('the query flag for an unknown flag or project: null', async ({ gogreen }) => {
  expect(await read(gogreen, 'nope')).toBeNull();
  await expect(gogreen.run(ReadFlag, { projectKey: 'nope', key: 'new-checkout' })).resolves.toEqual({
    flag: null,
  });
});

describe('every kind of flag, and what it serves by default', () => {
  test.for<[CreateFlagInput['kind'], [key: string, value: unknown][], on: string, off: string]>([
    [
      'BOOLEAN',
      [
        ['no', false],
        ['yes', true],
      ],
      'yes',
      'no',
    ],
    [
      'BOOLEAN',
      [
        ['yes', true],
        ['also', true],
      ],
      'yes',
      'yes',
    ],
    [
      'BOOLEAN',
      [
        ['no', false],
        ['yes', true],
        ['never', false],
      ],
      'yes',
      'no',
    ],
    [
      'STRING',
      [
        ['a', ''],
        ['b', 'text'],
      ],
      'a',
      'a',
    ],
    ['STRING', [['only', 'one']], 'only', 'only'],
    [
      'NUMBER',
      [
        ['low', -1.5],
        ['high', 1e6],
      ],
      'low',
      'low',
    ],
    [
      'JSON',
      [
        ['text', 'x'],
        ['number', 0],
        ['false', false],
        ['list', []],
        ['object', { a: null }],
      ],
      'text',
      'text',
    ],
  ])('%s %j', async ([kind, values, on, off], { gogreen }) => {
    const { key } = await createFlag(gogreen, {
      projectKey,
      kind,
      key: freshKey(kind.toLowerCase()),
      variations: values.map(([name, value]) => ({ key: name, value })),
    });
    const flag = await read(gogreen, key);
    expect(flag?.variations).toEqual(
      values.map(([name, value]) => ({ key: name, name, description: null, value })),
    );
    expect(flag?.environments[0]).toMatchObject({
      fallthrough: { variation: { key: on } },
      offVariation: { key: off },
      enabled: false,
    });
  });
});

test('rules come back in their order, with what was left out filled in', async ({ gogreen }) => {
  const { key } = await createFlag(gogreen, { projectKey });
  await updateFlagEnvironment(gogreen, {
    projectKey,
    flagKey: key,
    environmentKey: 'production',
    enabled: true,
    rules: [
      { clauses: [{ attribute: 'plan', operator: 'EXISTS', negate: true }], serve: { variation: 'off' } },
      {
        clauses: [{ attribute: 'version', operator: 'SEMVER_GREATER_OR_EQUAL', values: ['2.0.0-rc.1'] }],
        serve: {
          rollout: {
            bucketBy: 'userId',
            weights: [
              { variation: 'on', weight: 0.001 },
              { variation: 'off', weight: 99.999 },
            ],
          },
        },
      },
    ],
  });
  const place = (await read(gogreen, key))?.environments[0];
  expect(place?.rules).toEqual([
    {
      clauses: [{ attribute: 'plan', operator: 'EXISTS', values: [], negate: true }],
      serve: { __typename: 'VariationServe' },
    },
    {
      clauses: [
        { attribute: 'version', operator: 'SEMVER_GREATER_OR_EQUAL', values: ['2.0.0-rc.1'], negate: false },
      ],
      serve: { __typename: 'RolloutServe' },
    },
  ]);
  expect(place?.codeLike).toMatchInlineSnapshot(`
    "IF plan DOES NOT EXIST
    THEN "off"
    ELSE IF version SEMVER >= "2.0.0-rc.1"
    THEN ROLLOUT BY userId ("on" 0.001%, "off" 99.999%)
    ELSE "on""
  `);
});

describe('the flags of a project', () => {
  const list = async (gogreen: TestApp, filter: object, first?: number, after?: string) => {
    const { project } = await gogreen.run(ListFlags, {
      projectKey: 'list',
      filter,
      ...(first ? { first } : {}),
      ...(after ? { after } : {}),
    });
    return project?.flags;
  };
  const keys = async (gogreen: TestApp, filter: object) =>
    (await list(gogreen, filter))?.edges.map(({ node }) => node.key);

  test.beforeAll(async ({ gogreen }) => {
    await createProject(gogreen, { key: 'list' });
    const flag = (input: Partial<CreateFlagInput>) => createFlag(gogreen, { projectKey: 'list', ...input });
    await flag({ key: 'c', name: 'Checkout 100%', tags: ['web', 'beta'], owner: 'ada' });
    await flag({
      key: 'a_b',
      name: 'Search',
      tags: ['web'],
      kind: 'NUMBER',
      variations: [{ key: 'x', value: 1 }],
    });
    await flag({ key: 'axb', name: 'straße', owner: 'grace' });
  });

  test.for<[string, object, string[]]>([
    ['all, by key', {}, ['a_b', 'axb', 'c']],
    ['part of a name, in any case', { search: 'CHECK' }, ['c']],
    ['part of a key', { search: 'xb' }, ['axb']],
    ['a per cent sign, literally', { search: '0%' }, ['c']],
    ['an underscore, literally', { search: 'a_b' }, ['a_b']],
    ['a backslash, literally', { search: '\\' }, []],
    ['tags, all of them', { tags: ['beta', 'web'] }, ['c']],
    ['an owner', { owner: 'grace' }, ['axb']],
    ['a kind', { kind: 'NUMBER' }, ['a_b']],
    ['a stage', { lifecycle: ['ARCHIVED'] }, []],
    ['several conditions', { search: 'c', tags: ['web'], kind: 'BOOLEAN' }, ['c']],
  ])('filtered by %s', async ([_name, filter, expected], { gogreen }) => {
    expect(await keys(gogreen, filter)).toEqual(expected);
  });

  test('the flags of a project are listed page by page', async ({ gogreen }) => {
    const one = await list(gogreen, {}, 2);
    expect(one?.edges.map(({ node }) => node.key)).toEqual(['a_b', 'axb']);
    const two = await list(gogreen, {}, 2, one?.pageInfo.endCursor ?? '');
    expect(two?.edges.map(({ node }) => node.key)).toEqual(['c']);
    expect(two?.pageInfo.hasNextPage).toBe(false);
  });
});
