import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { type Issues, refusal, refusedIssues } from '#test/support/command.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'taken' });
});

const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('createFlag with a key that is in use: ConflictError', async ({ gogreen }) => {
  const input = { projectKey: 'shop', key: 'taken', kind: 'BOOLEAN' };
  expect(await refusal(gogreen, 'createFlag', input)).toEqual({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    currentFlag: null,
    message: 'There is a flag with the key "taken" already; choose another key.',
  });
});

const beyond =
  'must be from -9007199254740991 to 9007199254740991, as larger numbers lose digits; write it in quotes';

const wrongValues: [kind: string, value: unknown, message: string][] = [
  ['BOOLEAN', 'true', 'must be true or false, as the flag is BOOLEAN'],
  ['BOOLEAN', 1, 'must be true or false, as the flag is BOOLEAN'],
  ['STRING', 1, 'must be a string, as the flag is STRING'],
  ['STRING', true, 'must be a string, as the flag is STRING'],
  ['STRING', { a: 'b' }, 'must be a string, as the flag is STRING'],
  ['STRING', 'x'.repeat(10_001), 'must be at most 10000 characters long'],
  ['STRING', 'a\0b', 'must not contain U+0000; remove it'],
  ['STRING', 'a\ud800', 'contains half of a surrogate pair; send whole characters'],
  ['NUMBER', '1', 'must be a number, as the flag is NUMBER'],
  ['NUMBER', [1], 'must be a number, as the flag is NUMBER'],
  ['NUMBER', 2 ** 53, beyond],
  ['NUMBER', -1e300, beyond],
  ['JSON', { a: [{ id: 2 ** 53 }] }, beyond],
  ['JSON', { a: { 'b\0': 1 } }, 'must not contain U+0000; remove it'],
  ['JSON', ['\udc00'], 'contains half of a surrogate pair; send whole characters'],
  ['JSON', 'x'.repeat(100 * 1024), 'must be at most 100 KiB as JSON'],
  ['JSON', nested(33), 'is nested more than 32 levels deep; flatten it'],
  ['JSON', nested(1_000), 'is nested more than 32 levels deep; flatten it'],
];

describe('a variation of the wrong type is refused', () => {
  test.for(wrongValues.map(([kind, value, message], index) => ({ kind, value, message, index })))(
    '$kind: $message ($index)',
    async ({ kind, value, message }, { gogreen }) => {
      const variations = [{ key: 'a', value }, ...(kind === 'BOOLEAN' ? [{ key: 'b', value: true }] : [])];
      const input = { projectKey: 'shop', key: 'new', kind, variations };
      expect(await refusedIssues(gogreen, 'createFlag', input)).toEqual({ 'variations.0.value': message });
    },
  );

  test('updateFlag rejects a variation of the wrong type as createFlag does', async ({ gogreen }) => {
    const variations = [
      { key: 'on', value: true },
      { key: 'off', value: 'no' },
    ];
    const issues = await refusedIssues(gogreen, 'updateFlag', {
      projectKey: 'shop',
      key: 'taken',
      variations,
    });
    expect(issues).toEqual({ 'variations.1.value': 'must be true or false, as the flag is BOOLEAN' });
  });

  test.for(['1e999', '-1e999'])('the number %s, which is none', async (number, { gogreen }) => {
    const { data } = await gogreen.send(`mutation {
      createFlag(input: { projectKey: "shop", key: "new", kind: NUMBER, variations: [{ key: "a", value: ${number} }] }) {
        ... on InvalidInputError { issues { path message } }
      }
    }`);
    expect(data).toEqual({
      createFlag: { issues: [{ path: 'variations.0.value', message: 'must be a finite number' }] },
    });
  });

  test('null is rejected as the value of a variation of every kind', async ({ gogreen }) => {
    const { errors } = await gogreen.send(
      'mutation ($input: CreateFlagInput!) { createFlag(input: $input) { __typename } }',
      { input: { projectKey: 'shop', key: 'new', kind: 'JSON', variations: [{ key: 'a', value: null }] } },
    );
    expect(errors?.map(({ message }) => message)).toEqual([
      'Variable "$input" got invalid value null at "input.variations[0].value"; Expected non-nullable type "JSON!" not to be null.',
    ]);
  });
});

const on = { key: 'on', value: true };
const off = { key: 'off', value: false };
const refusals: [name: string, mutation: string, input: object, issues: Issues][] = [
  [
    'one boolean variation',
    'createFlag',
    { kind: 'BOOLEAN', variations: [on] },
    { variations: 'a BOOLEAN flag needs at least 2' },
  ],
  [
    'no boolean variation',
    'createFlag',
    { kind: 'BOOLEAN', variations: [] },
    { variations: 'a BOOLEAN flag needs at least 2' },
  ],
  [
    'no variation',
    'createFlag',
    { kind: 'STRING', variations: [] },
    { variations: 'a STRING flag needs at least 1' },
  ],
  ['variations left out', 'createFlag', { kind: 'NUMBER' }, { variations: 'a NUMBER flag needs at least 1' }],
  [
    '101 variations',
    'createFlag',
    {
      kind: 'NUMBER',
      variations: Array.from({ length: 101 }, (_, value) => ({ key: `v${value}`, value })),
    },
    { variations: 'at most 100 variations' },
  ],
  [
    'a variation twice',
    'createFlag',
    { kind: 'BOOLEAN', variations: [on, off, { ...on, value: false }] },
    {
      'variations.2.key': '"on" stands twice; give each its own key',
    },
  ],
  ['a tag twice', 'createFlag', { kind: 'BOOLEAN', tags: ['a', 'b', 'a'] }, { tags: 'names a tag twice' }],
  [
    '51 tags',
    'createFlag',
    { kind: 'BOOLEAN', tags: Array.from({ length: 51 }, (_, tag) => `t${tag}`) },
    { tags: 'at most 50 tags' },
  ],
  ['an empty tag', 'createFlag', { kind: 'BOOLEAN', tags: ['a', ''] }, { 'tags.1': 'must not be empty' }],
  ['an owner of blanks', 'createFlag', { kind: 'BOOLEAN', owner: '  ' }, { owner: 'must not be empty' }],
  [
    'several things at once',
    'createFlag',
    {
      kind: 'STRING',
      variations: [
        { key: 'a', value: 1 },
        { key: 'a', value: 'x' },
      ],
    },
    {
      'variations.0.value': 'must be a string, as the flag is STRING',
      'variations.1.key': '"a" stands twice; give each its own key',
    },
  ],
  ['no name', 'updateFlag', { key: 'taken', name: '' }, { name: 'must not be empty' }],
  ['an owner of nothing', 'updateFlag', { key: 'taken', owner: '' }, { owner: 'must not be empty' }],
];
test('updateFlag that leaves a boolean flag one variation is rejected', async ({ gogreen }) => {
  await createFlag(gogreen, {
    projectKey: 'shop',
    key: 'three',
    kind: 'BOOLEAN',
    variations: [on, off, { key: 'no', value: false }],
  });
  const answer = await refusal(gogreen, 'updateFlag', { projectKey: 'shop', key: 'three', variations: [on] });
  expect(answer.issues).toContainEqual({ path: 'variations', message: 'a BOOLEAN flag needs at least 2' });
});

test.for(refusals)('refused: %s (%s)', async ([_name, mutation, input, issues], { gogreen }) => {
  expect(await refusedIssues(gogreen, mutation, { projectKey: 'shop', key: 'new', ...input })).toEqual(
    issues,
  );
});

describe('a variation in use cannot be removed', () => {
  const variations = ['a', 'b', 'c', 'd'].map((key) => ({ key, value: key }));
  const clauses = [{ attribute: 'x', operator: 'EXISTS' as const }];
  const rollout = (key: string) => ({
    rollout: {
      bucketBy: 'id',
      weights: [
        { variation: 'a', weight: 100 },
        { variation: key, weight: 0 },
      ],
    },
  });
  test.for<[string, object]>([
    ['as the fallthrough', { fallthrough: { variation: 'b' } }],
    ['in the rollout of the fallthrough, even with no weight', { fallthrough: rollout('b') }],
    [
      'by a rule',
      {
        rules: [
          { clauses, serve: { variation: 'a' } },
          { clauses, serve: { variation: 'b' } },
        ],
      },
    ],
    ['in the rollout of a rule', { rules: [{ clauses, serve: rollout('b') }] }],
    ['as the off variation', { offVariation: 'b' }],
  ])('%s', async ([how, behaviour], { gogreen }) => {
    const key = how.replaceAll(/[ ,]+/g, '-');
    await createFlag(gogreen, { projectKey: 'shop', key, kind: 'STRING', variations });
    await updateFlagEnvironment(gogreen, {
      projectKey: 'shop',
      flagKey: key,
      environmentKey: 'production',
      ...behaviour,
    });
    const without = (removed: string[]) => ({
      projectKey: 'shop',
      key,
      variations: variations.filter((variation) => !removed.includes(variation.key)),
    });
    expect(await refusedIssues(gogreen, 'updateFlag', without(['b', 'c']))).toEqual({
      variations:
        '"b" is in use in production; serve something else there first (updateFlagEnvironment), then remove it',
    });
  });

  test('updateFlag rejects removing a variation that unchanged environments serve by default', async ({
    gogreen,
  }) => {
    await createFlag(gogreen, { projectKey: 'shop', key: 'untouched', kind: 'STRING', variations });
    const answer = await refusal(gogreen, 'updateFlag', {
      projectKey: 'shop',
      key: 'untouched',
      variations: variations.slice(1),
    });
    expect(answer.issues).toEqual(
      ['development', 'production'].map((place) => ({
        path: 'variations',
        message: `"a" is in use in ${place}; serve something else there first (updateFlagEnvironment), then remove it`,
      })),
    );
  });
});
