import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { type Issues, refusal, refusedIssues } from '#test/support/command.ts';

let gogreen: TestApp;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
  await createProject(gogreen, { key: 'shop', name: 'Shop' });
});
afterAll(() => gogreen?.close());

const KEY =
  'must be 1 to 100 lower-case letters, digits, dots, underscores or hyphens, beginning with a letter or digit';
const badKeys = {
  empty: '',
  'a capital': 'Shop',
  'a space': 'my shop',
  'a hyphen first': '-shop',
  'a dot first': '.shop',
  'an umlaut': 'büro',
  'a slash': 'a/b',
  'a line break at the end': 'shop\n',
  'U+0000': 'shop\0',
  'half of a surrogate pair': 'shop\ud800',
  '101 characters': 'k'.repeat(101),
};

describe.each(Object.entries(badKeys))('a key with %s is refused', (_name, key) => {
  test.each<[mutation: string, input: object, path: string]>([
    ['createProject', { key, name: 'Name' }, 'key'],
    [
      'createProject',
      { key: 'fine', name: 'Name', environments: [{ key, name: 'Name' }] },
      'environments.0.key',
    ],
    ['createEnvironment', { projectKey: 'shop', key, name: 'Name' }, 'key'],
    ['createFlag', { projectKey: 'shop', key, kind: 'BOOLEAN' }, 'key'],
    [
      'createFlag',
      { projectKey: 'shop', key: 'fine', kind: 'STRING', variations: [{ key, value: 'x' }] },
      'variations.0.key',
    ],
  ])('by %s', async (mutation, input, path) => {
    expect(await refusedIssues(gogreen, mutation, input)).toEqual({ [path]: KEY });
  });
});

test.each(['a', '0', 'a.b_c-9', 'k'.repeat(100)])('the key %s is fine', async (key) => {
  await expect(createProject(gogreen, { key, environments: [{ key, name: 'Name' }] })).resolves.toMatchObject(
    {
      key,
      environments: [{ key }],
    },
  );
});

const refusals: [name: string, mutation: string, input: object, issues: Issues][] = [
  [
    'no environments',
    'createProject',
    { key: 'new', name: 'New', environments: [] },
    { environments: 'name at least one environment, or leave it out for development and production' },
  ],
  [
    '51 environments',
    'createProject',
    {
      key: 'new',
      name: 'New',
      environments: Array.from({ length: 51 }, (_, index) => ({ key: `e${index}`, name: 'E' })),
    },
    { environments: 'at most 50 environments' },
  ],
  [
    'an environment twice',
    'createProject',
    {
      key: 'new',
      name: 'New',
      environments: [
        { key: 'a', name: 'A' },
        { key: 'a', name: 'B' },
      ],
    },
    { environments: 'has a key twice' },
  ],
  ['a name of blanks', 'createProject', { key: 'new', name: ' \t\u00a0' }, { name: 'must not be empty' }],
  [
    'several things at once',
    'createProject',
    { key: 'New', name: '', environments: [{ key: 'ok', name: '' }] },
    { key: KEY, name: 'must not be empty', 'environments.0.name': 'must not be empty' },
  ],
  [
    'a name of nothing',
    'createEnvironment',
    { projectKey: 'shop', key: 'new', name: '' },
    { name: 'must not be empty' },
  ],
  [
    'a new name of nothing',
    'updateEnvironment',
    { projectKey: 'shop', key: 'production', name: '' },
    { name: 'must not be empty' },
  ],
];
test.each(refusals)('refused: %s (%s)', async (_name, mutation, input, issues) => {
  expect(await refusedIssues(gogreen, mutation, input)).toEqual(issues);
});

describe('a key that is taken is a conflict', () => {
  test.each([
    [
      'createProject',
      { key: 'shop', name: 'Other' },
      'There is a project with the key "shop" already; choose another key.',
    ],
    [
      'createEnvironment',
      { projectKey: 'shop', key: 'production', name: 'Other' },
      'There is an environment with the key "production" already; choose another key.',
    ],
  ])('%s', async (mutation, input, message) => {
    const answer = await refusal(gogreen, mutation, input);
    expect(answer).toEqual({ __typename: 'ConflictError', code: 'CONFLICT', message, current: null });
  });
});

describe('what is not there is not found', () => {
  const noProject = 'There is no project with the key "nope"; `projects` lists them.';
  const noEnvironment =
    'Project "shop" has no environment with the key "nope"; `project { environments { key } }` lists them.';
  test.each([
    ['createEnvironment', { projectKey: 'nope', key: 'new', name: 'New' }, noProject],
    ['updateEnvironment', { projectKey: 'nope', key: 'production', name: 'New' }, noProject],
    ['updateEnvironment', { projectKey: 'shop', key: 'nope', name: 'New' }, noEnvironment],
    ['createFlag', { projectKey: 'nope', key: 'new', kind: 'BOOLEAN' }, noProject],
    ['updateFlag', { projectKey: 'nope', key: 'new', name: 'New' }, noProject],
    ['deleteFlag', { projectKey: 'nope', key: 'new' }, noProject],
    [
      'updateFlag',
      { projectKey: 'shop', key: 'nope', name: 'New' },
      'Project "shop" has no flag with the key "nope"; `project { flags { edges { node { key } } } }` lists them.',
    ],
  ])('%s with %j', async (mutation, input, message) => {
    const answer = await refusal(gogreen, mutation, input);
    expect(answer).toEqual({ __typename: 'NotFoundError', code: 'NOT_FOUND', message });
  });
});
