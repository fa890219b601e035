import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { type Issues, refusedIssues } from '#test/support/command.ts';

const place = { projectKey: 'shop', flagKey: 'flag', environmentKey: 'production' };
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

const rollout = (weights: [string, number][], bucketBy = 'userId') => ({
  fallthrough: {
    rollout: { bucketBy, weights: weights.map(([variation, weight]) => ({ variation, weight })) },
  },
});

const refusals: [name: string, input: object, issues: Issues][] = [
  [
    'weights above 100',
    rollout([
      ['on', 60],
      ['off', 50],
    ]),
    { 'fallthrough.rollout.weights': 'must add up to 100, not 110' },
  ],
  [
    'weights just below 100',
    rollout([
      ['on', 33.333],
      ['off', 66.666],
    ]),
    { 'fallthrough.rollout.weights': 'must add up to 100, not 99.999' },
  ],
  [
    'four decimals',
    rollout([
      ['on', 33.3333],
      ['off', 66.6667],
    ]),
    {
      'fallthrough.rollout.weights.0.weight': 'must have at most three decimals, not 33.3333',
      'fallthrough.rollout.weights.1.weight': 'must have at most three decimals, not 66.6667',
    },
  ],
  [
    'a negative weight',
    rollout([
      ['on', -1],
      ['off', 101],
    ]),
    {
      'fallthrough.rollout.weights.0.weight': 'must be a percentage from 0 to 100, not -1',
      'fallthrough.rollout.weights.1.weight': 'must be a percentage from 0 to 100, not 101',
    },
  ],
  [
    'a variation with two weights',
    rollout([
      ['on', 50],
      ['on', 50],
    ]),
    {
      'fallthrough.rollout.weights.1.variation': 'must not be given twice: add both weights of "on" together',
    },
  ],
  [
    'a weight of an unknown variation',
    rollout([
      ['on', 50],
      ['x', 50],
    ]),
    {
      'fallthrough.rollout.weights.1.variation': 'must be a variation of the flag (on, off)',
    },
  ],
  ['no weights', rollout([]), { 'fallthrough.rollout.weights': 'must give at least one variation a weight' }],
  [
    '101 weights',
    rollout(Array(101).fill(['on', 0])),
    { 'fallthrough.rollout.weights': 'at most 100 weights' },
  ],
  [
    'a rollout by nothing',
    rollout([['on', 100]], ''),
    {
      'fallthrough.rollout.bucketBy': 'must name an attribute of the context, such as "country"',
    },
  ],
];

test.for(refusals)('a rollout is rejected: %s', async ([_name, input, issues], { gogreen }) => {
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, ...input })).toEqual(issues);
});

test('the rollout of a rule is checked as that of the fallthrough', async ({ gogreen }) => {
  const clauses = [{ attribute: 'country', operator: 'EXISTS' }];
  const rules = [{ clauses, serve: rollout([['on', 99]]).fallthrough }];
  expect(await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, rules })).toEqual({
    'rules.0.serve.rollout.weights': 'must add up to 100, not 99',
  });
});
