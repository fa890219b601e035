import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';

/** Every text that people write, with its limit as the API states it. `at` puts a text in its place. */
interface TextField {
  mutation: string;
  path: string;
  limit: number;
  at: (text: string, gogreen: TestApp) => object | Promise<object>;
}

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

const existing = async (gogreen: TestApp) => ({
  projectKey,
  key: (await createFlag(gogreen, { projectKey })).key,
});
const somewhere = async (gogreen: TestApp) => ({
  projectKey,
  environmentKey: 'production',
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
    mutation: 'createProject',
    path: 'environments.0.name',
    limit: 200,
    at: (name) => ({ ...newProject(), environments: [{ key: 'a', name }] }),
  },
  {
    mutation: 'createEnvironment',
    path: 'name',
    limit: 200,
    at: (name) => ({ projectKey, key: freshKey('place'), name }),
  },
  {
    mutation: 'updateEnvironment',
    path: 'name',
    limit: 200,
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
    mutation: 'createFlag',
    path: 'variations.0.name',
    limit: 200,
    at: (name) => ({ ...newFlag(), variations: variationsWith({ name }) }),
  },
  {
    mutation: 'createFlag',
    path: 'variations.0.description',
    limit: 2_000,
    at: (description) => ({ ...newFlag(), variations: variationsWith({ description }) }),
  },
  {
    mutation: 'createFlag',
    path: 'variations.0.value',
    limit: 10_000,
    at: (value) => ({ ...newFlag(), kind: 'STRING', variations: [{ key: 'a', value }] }),
  },
  {
    mutation: 'updateFlag',
    path: 'name',
    limit: 200,
    at: async (name, gogreen) => ({ ...(await existing(gogreen)), name }),
  },
  {
    mutation: 'updateFlag',
    path: 'description',
    limit: 2_000,
    at: async (description, gogreen) => ({ ...(await existing(gogreen)), description }),
  },
  {
    mutation: 'updateFlag',
    path: 'owner',
    limit: 200,
    at: async (owner, gogreen) => ({ ...(await existing(gogreen)), owner }),
  },
  {
    mutation: 'updateFlag',
    path: 'tags.0',
    limit: 50,
    at: async (tag, gogreen) => ({ ...(await existing(gogreen)), tags: [tag] }),
  },
  {
    mutation: 'updateFlag',
    path: 'variations.0.name',
    limit: 200,
    at: async (name, gogreen) => ({ ...(await existing(gogreen)), variations: variationsWith({ name }) }),
  },
  {
    mutation: 'updateFlag',
    path: 'variations.0.description',
    limit: 2_000,
    at: async (description, gogreen) => ({
      ...(await existing(gogreen)),
      variations: variationsWith({ description }),
    }),
  },
  {
    mutation: 'updateFlag',
    path: 'comment',
    limit: 2_000,
    at: async (comment, gogreen) => ({ ...(await existing(gogreen)), name: 'New', comment }),
  },
  {
    mutation: 'setFlagEnabled',
    path: 'comment',
    limit: 2_000,
    at: async (comment, gogreen) => ({ ...(await somewhere(gogreen)), enabled: true, comment }),
  },
  {
    mutation: 'updateFlagEnvironment',
    path: 'comment',
    limit: 2_000,
    at: async (comment, gogreen) => ({ ...(await somewhere(gogreen)), enabled: true, comment }),
  },
  {
    mutation: 'deleteFlag',
    path: 'comment',
    limit: 2_000,
    at: async (comment, gogreen) => ({ ...(await existing(gogreen)), comment }),
  },
  {
    mutation: 'updateFlagEnvironment',
    path: 'rules.0.description',
    limit: 2_000,
    at: async (description, gogreen) => ({
      ...(await somewhere(gogreen)),
      rules: [{ description, clauses: [clause], serve }],
    }),
  },
  {
    mutation: 'updateFlagEnvironment',
    path: 'rules.0.clauses.0.attribute',
    limit: 100,
    at: async (attribute, gogreen) => ({
      ...(await somewhere(gogreen)),
      rules: [{ clauses: [{ ...clause, attribute }], serve }],
    }),
  },
  {
    mutation: 'updateFlagEnvironment',
    path: 'fallthrough.rollout.bucketBy',
    limit: 100,
    at: async (bucketBy, gogreen) => ({
      ...(await somewhere(gogreen)),
      fallthrough: { rollout: { bucketBy, weights: [{ variation: 'on', weight: 100 }] } },
    }),
  },
  ...['CONTAINS', 'STARTS_WITH', 'ENDS_WITH', 'EQUALS', 'IN'].map((operator) => ({
    mutation: 'updateFlagEnvironment',
    path: 'rules.0.clauses.0.values.0',
    limit: 1_000,
    at: async (value: string, gogreen: TestApp) => ({
      ...(await somewhere(gogreen)),
      rules: [{ clauses: [{ attribute: operator, operator, values: [value] }], serve }],
    }),
  })),
];

/** Every field is checked; those that fail are listed together. */
const everyField = (check: (field: TextField) => Promise<void>) =>
  everyRow(fields, check, ({ mutation, path }) => `${mutation} ${path}`);

test('a text of as many characters as the limit is accepted', async ({ gogreen }) => {
  await everyField(async ({ mutation, limit, at }) => {
    const answer = await command(gogreen, mutation, await at('x'.repeat(limit), gogreen));
    expect(answer).toMatchObject({ __typename: expect.stringContaining('Payload') });
  });
});

test('a text of one character more than the limit is rejected at its path', async ({ gogreen }) => {
  await everyField(async ({ mutation, path, limit, at }) => {
    const issues = await refusedIssues(gogreen, mutation, await at('x'.repeat(limit + 1), gogreen));
    expect(Object.keys(issues)).toEqual([path]);
    expect(issues[path]).toContain(`must be at most ${limit} characters long`);
  });
});

test('an emoji counts as one character', async ({ gogreen }) => {
  await everyField(async ({ mutation, path, limit, at }) => {
    const answer = await command(gogreen, mutation, await at('😀'.repeat(limit), gogreen));
    expect(answer).toMatchObject({ __typename: expect.stringContaining('Payload') });
    const issues = await refusedIssues(gogreen, mutation, await at('😀'.repeat(limit + 1), gogreen));
    expect(issues[path]).toContain(`must be at most ${limit} characters long`);
  });
});

test('U+0000 in a text is rejected at its path', async ({ gogreen }) => {
  await everyField(async ({ mutation, path, at }) => {
    const issues = await refusedIssues(gogreen, mutation, await at('a\0b', gogreen));
    expect(Object.keys(issues)).toEqual([path]);
    expect(issues[path]).toMatch(/^must not contain .*U\+0000/);
  });
});

test('an unpaired surrogate in a text is rejected at its path', async ({ gogreen }) => {
  await everyField(async ({ mutation, path, at }) => {
    for (const text of ['a\ud83d', '\ude00b']) {
      const issues = await refusedIssues(gogreen, mutation, await at(text, gogreen));
      expect(Object.keys(issues)).toEqual([path]);
      expect(issues[path]).toMatch(/half of a surrogate pair/);
    }
  });
});

test('a pattern of 1,000 characters is accepted, one of 1,001 rejected', async ({ gogreen }) => {
  const rules = (length: number) => [
    {
      clauses: [{ attribute: 'a', operator: 'MATCHES_REGEX', values: [`[${'x'.repeat(length - 2)}]`] }],
      serve,
    },
  ];
  const answer = await command(gogreen, 'updateFlagEnvironment', {
    ...(await somewhere(gogreen)),
    rules: rules(1_000),
  });
  expect(answer).toMatchObject({ __typename: 'UpdateFlagEnvironmentPayload' });
  const input = { ...(await somewhere(gogreen)), rules: rules(1_001) };
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', input)).toEqual({
    'rules.0.clauses.0.values.0': 'must be at most 1000 characters long, not 1001 (MATCHES_REGEX)',
  });
});

describe('keys in queries: the limit and invalid characters', () => {
  test.for([
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
  ] as const)(
    '%s refuses U+0000 and half a surrogate pair in them',
    async ([mutation, input, keys], { gogreen }) => {
      for (const key of keys) {
        const sent = { projectKey, ...input };
        expect(await refusedIssues(gogreen, mutation, { ...sent, [key]: 'a\0' })).toEqual({
          [key]: 'must not contain U+0000; remove it',
        });
        expect(await refusedIssues(gogreen, mutation, { ...sent, [key]: '\ud800' })).toEqual({
          [key]: 'contains half of a surrogate pair; send whole characters',
        });
      }
    },
  );
});
