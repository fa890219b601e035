import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { type Issues, refusal, refusedIssues } from '#test/support/command.ts';

const place = { projectKey: 'shop', flagKey: 'flag', environmentKey: 'production' };
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
  await updateFlagEnvironment(gogreen, { ...place, rules: [rule({}) as never] });
});

function rule(change: object) {
  return { clauses: [{ attribute: 'country', operator: 'EXISTS' }], serve: { variation: 'on' }, ...change };
}
const clause = (change: object) => ({
  rules: [rule({}), rule({ clauses: [{ attribute: 'a', ...change }] })],
});
const value = 'rules.1.clauses.0.values.0';
const values = 'rules.1.clauses.0.values';
const unknown = (key: string) => `the flag has no variation "${key}"; it has "on", "off"`;

const refusals: [name: string, input: object, issues: Issues][] = [
  [
    'an unknown variation falling through',
    { fallthrough: { variation: 'x' } },
    { 'fallthrough.variation': unknown('x') },
  ],
  ['an unknown variation when off', { offVariation: 'x' }, { offVariation: unknown('x') }],
  [
    'an unknown variation of a rule',
    { rules: [rule({ serve: { variation: 'x' } })] },
    { 'rules.0.serve.variation': unknown('x') },
  ],
  ['U+0000 in the name of a variation', { offVariation: '\0' }, { offVariation: unknown('\0') }],
  [
    'a rule without clauses',
    { rules: [rule({ clauses: [] })] },
    {
      'rules.0.clauses': 'needs at least one clause; what applies to everyone is the fallthrough',
    },
  ],
  [
    '51 clauses',
    { rules: [rule({ clauses: Array(51).fill({ attribute: 'a', operator: 'EXISTS' }) })] },
    { 'rules.0.clauses': 'at most 50 clauses' },
  ],
  ['201 rules', { rules: Array(201).fill(rule({})) }, { rules: 'at most 200 rules' }],
  [
    'an unknown rule',
    { rules: [rule({ id: 'rule_01h455vb4pex5vsknk084sn02q' })] },
    {
      'rules.0.id':
        'the flag has no rule "rule_01h455vb4pex5vsknk084sn02q" in this environment; leave the id out for a new rule',
    },
  ],
  [
    'an attribute without a name',
    { rules: [rule({ clauses: [{ attribute: '', operator: 'EXISTS' }] })] },
    {
      'rules.0.clauses.0.attribute': 'must name an attribute of the context, such as "country"',
    },
  ],
  [
    'a line break in an attribute',
    { rules: [rule({ clauses: [{ attribute: 'a\n', operator: 'EXISTS' }] })] },
    {
      'rules.0.clauses.0.attribute': 'must not contain control characters (line breaks, tabs, U+0000)',
    },
  ],
  [
    'an attribute that is half a character',
    { rules: [rule({ clauses: [{ attribute: '\ud800', operator: 'EXISTS' }] })] },
    {
      'rules.0.clauses.0.attribute': 'must be well-formed Unicode: it contains half of a surrogate pair',
    },
  ],
  [
    'a value where none fits',
    clause({ operator: 'EXISTS', values: [1] }),
    { [values]: 'EXISTS takes no values, not 1' },
  ],
  [
    'no value where one is needed',
    clause({ operator: 'EQUALS' }),
    { [values]: 'EQUALS takes exactly 1 value, not 0' },
  ],
  [
    'two values where one fits',
    clause({ operator: 'EQUALS', values: [1, 2] }),
    { [values]: 'EQUALS takes exactly 1 value, not 2' },
  ],
  [
    'a list in a list',
    clause({ operator: 'IN', values: [['a']] }),
    { [value]: 'must be a string, a number or a boolean, not a list (IN)' },
  ],
  [
    '1,001 listed values',
    clause({ operator: 'IN', values: Array(1_001).fill(1) }),
    { [values]: 'IN takes 1 to 1000 values, not 1001' },
  ],
  [
    '101 texts',
    clause({ operator: 'CONTAINS', values: Array(101).fill('x') }),
    { [values]: 'CONTAINS takes 1 to 100 values, not 101' },
  ],
  [
    'a number to be contained',
    clause({ operator: 'CONTAINS', values: [1] }),
    { [value]: 'must be a string, not a number: write it in quotes, "1" (CONTAINS)' },
  ],
  [
    'nothing to be contained',
    clause({ operator: 'CONTAINS', values: [''] }),
    {
      [value]: 'must not be empty: to test that the attribute is there, use EXISTS (CONTAINS)',
    },
  ],
  [
    'text to be greater than',
    clause({ operator: 'NUMBER_GREATER', values: ['1'] }),
    {
      [value]: 'must be a number, not a string: write 1 without quotes (NUMBER_GREATER)',
    },
  ],
  [
    'bounds the wrong way round',
    clause({ operator: 'NUMBER_BETWEEN', values: [2, 1] }),
    {
      [values]: 'must give the lower number first: [1, 2] (NUMBER_BETWEEN)',
    },
  ],
  [
    'half a version',
    clause({ operator: 'SEMVER_EQUALS', values: ['1.2'] }),
    {
      [value]: 'must be a full semantic version with three parts such as "1.2.3" (SEMVER_EQUALS)',
    },
  ],
  [
    'a date without a zone',
    clause({ operator: 'DATE_AFTER', values: ['2026-03-04T12:00:00'] }),
    {
      [value]:
        'must be a date with time and zone such as "2026-03-04T12:00:00Z", or a date such as "2026-03-04" (DATE_AFTER)',
    },
  ],
  [
    'a pattern that does not compile',
    clause({ operator: 'MATCHES_REGEX', values: ['a('] }),
    {
      [value]:
        'must be a pattern in RE2 syntax (error parsing regexp: missing closing ): `a(`); lookaround and backreferences are not supported (MATCHES_REGEX)',
    },
  ],
  [
    'a pattern that looks ahead',
    clause({ operator: 'MATCHES_REGEX', values: ['a(?=b)'] }),
    {
      [value]:
        'must be a pattern in RE2 syntax (error parsing regexp: invalid or unsupported Perl syntax: `(?=`); lookaround and backreferences are not supported (MATCHES_REGEX)',
    },
  ],
  [
    'a value that is too deep',
    clause({ operator: 'IN', values: [JSON.parse('['.repeat(1_000) + ']'.repeat(1_000))] }),
    {
      [value]: 'is nested more than 32 levels deep; flatten it',
    },
  ],
  [
    'U+0000 in a value',
    clause({ operator: 'IN', values: ['a\0'] }),
    { [value]: 'must not contain U+0000; remove it' },
  ],
  [
    'half a character in a value',
    clause({ operator: 'IN', values: ['\ud800'] }),
    {
      [value]: 'contains half of a surrogate pair; send whole characters',
    },
  ],
];

test.for(refusals)('targeting is rejected: %s', async ([_name, input, issues], { gogreen }) => {
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, ...input })).toEqual(issues);
});

test('targeting with the same rule id twice is rejected', async ({ gogreen }) => {
  const { data } = await gogreen.send(
    '{ flag(projectKey: "shop", key: "flag") { environment(key: "production") { rules { id } } } }',
  );
  const { flag } = data as { flag: { environment: { rules: { id: string }[] } } };
  const id = flag.environment.rules[0]?.id;
  const rules = [rule({ id }), rule({ id })];
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, rules })).toEqual({
    'rules.1.id': `"${id}" stands twice; leave it out for a copy`,
  });
  const elsewhere = { ...place, environmentKey: 'development', rules: [rule({ id })] };
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', elsewhere)).toEqual({
    'rules.0.id': `the flag has no rule "${id}" in this environment; leave the id out for a new rule`,
  });
});

describe.each(['setFlagEnabled', 'updateFlagEnvironment'])('%s finds nothing', (mutation) => {
  test.for([
    ['project', { projectKey: 'nope' }, 'There is no project with the key "nope"; `projects` lists them.'],
    [
      'environment',
      { environmentKey: 'nope' },
      'Project "shop" has no environment with the key "nope"; `project { environments { key } }` lists them.',
    ],
    [
      'flag',
      { flagKey: 'nope' },
      'Project "shop" has no flag with the key "nope"; `project { flags { edges { node { key } } } }` lists them.',
    ],
  ] as const)('in an unknown %s', async ([_noun, change, message], { gogreen }) => {
    const answer = await refusal(gogreen, mutation, { ...place, enabled: true, ...change });
    expect(answer).toEqual({ __typename: 'NotFoundError', code: 'NOT_FOUND', message });
  });
});
