import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';

/** Every text that people write, with its limit as the API states it. `at` puts a text in its place. */
interface TextField {
  mutation: string;
  path: string;
  limit: number;
  at: (text: string) => object | Promise<object>;
}

const projectKey = 'shop';
let gogreen: TestApp;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
  await createProject(gogreen, { key: projectKey });
});
afterAll(() => gogreen?.close());

const existing = async () => ({ projectKey, key: (await createFlag(gogreen, { projectKey })).key });
const somewhere = async () => ({
  ...{ projectKey, environmentKey: 'production' },
  flagKey: (await createFlag(gogreen, { projectKey })).key,
});
const newFlag = () => ({ projectKey, key: freshKey('new'), kind: 'BOOLEAN' });
const newProject = () => ({ key: freshKey('new'), name: 'New' });
const variationsWith = (change: object) => [
  { key: 'on', value: true, ...change },
  { key: 'off', value: false },
];
const clause = { attribute: 'a', operator: 'EXISTS' };
const serve = { variation: 'on' };

const fields: TextField[] = [
  { mutation: 'createProject', path: 'name', limit: 200, at: (name) => ({ ...newProject(), name }) },
  {
    ...{ mutation: 'createProject', path: 'environments.0.name', limit: 200 },
    at: (name) => ({ ...newProject(), environments: [{ key: 'a', name }] }),
  },
  {
    ...{ mutation: 'createEnvironment', path: 'name', limit: 200 },
    at: (name) => ({ projectKey, key: freshKey('place'), name }),
  },
  {
    ...{ mutation: 'updateEnvironment', path: 'name', limit: 200 },
    at: (name) => ({ projectKey, key: 'development', name }),
  },
  { mutation: 'createFlag', path: 'name', limit: 200, at: (name) => ({ ...newFlag(), name }) },
  {
    mutation: 'createFlag',
    path: 'description',
    limit: 2_000,
    at: (description) => ({ ...newFlag(), description }),
  },
  { mutation: 'createFlag', path: 'owner', limit: 200, at: (owner) => ({ ...newFlag(), owner }) },
  {
    mutation: 'createFlag',
    path: 'tags.1',
    limit: 50,
    at: (tag) => ({ ...newFlag(), tags: ['first', tag] }),
  },
  {
    ...{ mutation: 'createFlag', path: 'variations.0.name', limit: 200 },
    at: (name) => ({ ...newFlag(), variations: variationsWith({ name }) }),
  },
  {
    ...{ mutation: 'createFlag', path: 'variations.0.description', limit: 2_000 },
    at: (description) => ({ ...newFlag(), variations: variationsWith({ description }) }),
  },
  {
    ...{ mutation: 'createFlag', path: 'variations.0.value', limit: 10_000 },
    at: (value) => ({ ...newFlag(), kind: 'STRING', variations: [{ key: 'a', value }] }),
  },
  { mutation: 'updateFlag', path: 'name', limit: 200, at: async (name) => ({ ...(await existing()), name }) },
  {
    ...{ mutation: 'updateFlag', path: 'description', limit: 2_000 },
    at: async (description) => ({ ...(await existing()), description }),
  },
  {
    mutation: 'updateFlag',
    path: 'owner',
    limit: 200,
    at: async (owner) => ({ ...(await existing()), owner }),
  },
  {
    mutation: 'updateFlag',
    path: 'tags.0',
    limit: 50,
    at: async (tag) => ({ ...(await existing()), tags: [tag] }),
  },
  {
    ...{ mutation: 'updateFlag', path: 'variations.0.name', limit: 200 },
    at: async (name) => ({ ...(await existing()), variations: variationsWith({ name }) }),
  },
  {
    ...{ mutation: 'updateFlag', path: 'variations.0.description', limit: 2_000 },
    at: async (description) => ({ ...(await existing()), variations: variationsWith({ description }) }),
  },
  {
    ...{ mutation: 'updateFlag', path: 'comment', limit: 2_000 },
    at: async (comment) => ({ ...(await existing()), name: 'New', comment }),
  },
  {
    ...{ mutation: 'setFlagEnabled', path: 'comment', limit: 2_000 },
    at: async (comment) => ({ ...(await somewhere()), enabled: true, comment }),
  },
  {
    ...{ mutation: 'updateFlagEnvironment', path: 'comment', limit: 2_000 },
    at: async (comment) => ({ ...(await somewhere()), enabled: true, comment }),
  },
  {
    mutation: 'deleteFlag',
    path: 'comment',
    limit: 2_000,
    at: async (comment) => ({ ...(await existing()), comment }),
  },
  {
    ...{ mutation: 'updateFlagEnvironment', path: 'rules.0.description', limit: 2_000 },
    at: async (description) => ({
      ...(await somewhere()),
      rules: [{ description, clauses: [clause], serve }],
    }),
  },
  {
    ...{ mutation: 'updateFlagEnvironment', path: 'rules.0.clauses.0.attribute', limit: 100 },
    at: async (attribute) => ({
      ...(await somewhere()),
      rules: [{ clauses: [{ ...clause, attribute }], serve }],
    }),
  },
  {
    ...{ mutation: 'updateFlagEnvironment', path: 'fallthrough.rollout.bucketBy', limit: 100 },
    at: async (bucketBy) => ({
      ...(await somewhere()),
      fallthrough: { rollout: { bucketBy, weights: [{ variation: 'on', weight: 100 }] } },
    }),
  },
  ...['CONTAINS', 'STARTS_WITH', 'ENDS_WITH', 'EQUALS', 'IN'].map((operator) => ({
    ...{ mutation: 'updateFlagEnvironment', path: 'rules.0.clauses.0.values.0', limit: 1_000 },
    at: async (value: string) => ({
      ...(await somewhere()),
      rules: [{ clauses: [{ attribute: operator, operator, values: [value] }], serve }],
    }),
  })),
];

describe.each(fields.map((field, index) => ({ ...field, index })))(
  '$mutation $path ($index)',
  ({ mutation, path, limit, at }) => {
    test(`takes ${limit} characters`, async () => {
      const answer = await command(gogreen, mutation, await at('x'.repeat(limit)));
      expect(answer).toMatchObject({ __typename: expect.stringContaining('Payload') });
    });

    test('refuses one more', async () => {
      const issues = await refusedIssues(gogreen, mutation, await at('x'.repeat(limit + 1)));
      expect(Object.keys(issues)).toEqual([path]);
      expect(issues[path]).toContain(`must be at most ${limit} characters long`);
    });

    test('counts an emoji as one character', async () => {
      const answer = await command(gogreen, mutation, await at('😀'.repeat(limit)));
      expect(answer).toMatchObject({ __typename: expect.stringContaining('Payload') });
      const issues = await refusedIssues(gogreen, mutation, await at('😀'.repeat(limit + 1)));
      expect(issues[path]).toContain(`must be at most ${limit} characters long`);
    });

    test('refuses U+0000', async () => {
      const issues = await refusedIssues(gogreen, mutation, await at('a\0b'));
      expect(Object.keys(issues)).toEqual([path]);
      expect(issues[path]).toMatch(/^must not contain .*U\+0000/);
    });

    test.each(['a\ud83d', '\ude00b'])('refuses half of a surrogate pair: %j', async (text) => {
      const issues = await refusedIssues(gogreen, mutation, await at(text));
      expect(Object.keys(issues)).toEqual([path]);
      expect(issues[path]).toMatch(/half of a surrogate pair/);
    });
  },
);

test('a pattern of 1,000 characters is taken, one of 1,001 refused', async () => {
  const rules = (length: number) => [
    {
      clauses: [{ attribute: 'a', operator: 'MATCHES_REGEX', values: [`[${'x'.repeat(length - 2)}]`] }],
      serve,
    },
  ];
  const answer = await command(gogreen, 'updateFlagEnvironment', {
    ...(await somewhere()),
    rules: rules(1_000),
  });
  expect(answer).toMatchObject({ __typename: 'UpdateFlagEnvironmentPayload' });
  const input = { ...(await somewhere()), rules: rules(1_001) };
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', input)).toEqual({
    'rules.0.clauses.0.values.0': 'must be at most 1000 characters long, not 1001 (MATCHES_REGEX)',
  });
});

describe('keys that are looked up', () => {
  test.each([
    [
      'setFlagEnabled',
      { flagKey: 'a', environmentKey: 'b', enabled: true },
      ['projectKey', 'flagKey', 'environmentKey'],
    ],
    [
      'updateFlagEnvironment',
      { flagKey: 'a', environmentKey: 'b' },
      ['projectKey', 'flagKey', 'environmentKey'],
    ],
    ['updateFlag', { key: 'a' }, ['projectKey', 'key']],
    ['deleteFlag', { key: 'a' }, ['projectKey', 'key']],
    ['createFlag', { key: 'a', kind: 'BOOLEAN' }, ['projectKey']],
    ['createEnvironment', { key: 'a', name: 'A' }, ['projectKey']],
    ['updateEnvironment', { key: 'a' }, ['projectKey', 'key']],
  ])('%s refuses U+0000 and half a surrogate pair in them', async (mutation, input, keys) => {
    for (const key of keys) {
      const sent = { projectKey, ...input };
      expect(await refusedIssues(gogreen, mutation, { ...sent, [key]: 'a\0' })).toEqual({
        [key]: 'must not contain U+0000; remove it',
      });
      expect(await refusedIssues(gogreen, mutation, { ...sent, [key]: '\ud800' })).toEqual({
        [key]: 'contains half of a surrogate pair; send whole characters',
      });
    }
  });
});
