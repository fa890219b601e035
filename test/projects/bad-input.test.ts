import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { type Issues, refusal, refusedIssues } from '#test/support/command.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop', name: 'Shop' });
});

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
  test.for<[mutation: string, input: object, path: string]>([
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
  ])('by %s', async ([mutation, input, path], { gogreen }) => {
    expect(await refusedIssues(gogreen, mutation, input)).toEqual({ [path]: KEY });
  });
});

test.for(['a', '0', 'a.b_c-9', 'k'.repeat(100)])('the key %s is fine', async (key, { gogreen }) => {
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
test.for(refusals)(
  'invalid input of a project or environment is rejected: %s (%s)',
  async ([_name, mutation, input, issues], { gogreen }) => {
    expect(await refusedIssues(gogreen, mutation, input)).toEqual(issues);
  },
);

describe('a key that is taken is a conflict', () => {
  test.for([
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
  ] as const)('%s', async ([mutation, input, message], { gogreen }) => {
    const answer = await refusal(gogreen, mutation, input);
    expect(answer).toEqual({ __typename: 'ConflictError', code: 'CONFLICT', message, currentFlag: null });
  });
});

describe('what is not there is not found', () => {
  const noProject = 'There is no project with the key "nope"; `projects` lists them.';
  const noEnvironment =
    'Project "shop" has no environment with the key "nope"; `project { environments { key } }` lists them.';
  test.for([
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
  ] as const)('%s with %j', async ([mutation, input, message], { gogreen }) => {
    const answer = await refusal(gogreen, mutation, input);
    expect(answer).toEqual({ __typename: 'NotFoundError', code: 'NOT_FOUND', message });
  });
});
