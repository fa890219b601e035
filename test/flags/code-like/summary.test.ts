import { expect, test } from 'vitest';
import { summarise } from '#src/flags/code-like/summary.ts';
import type { Targeting, Variation } from '#src/flags/flag.ts';

const variation = (key: string, value: Variation['value'] = key): Variation => ({
  key,
  name: key,
  description: null,
  value,
});
const variations = [variation('on', true), variation('off', false), variation('midnight'), variation('noon')];
const plain: Targeting = { enabled: true, rules: [], fallthrough: { variation: 'on' }, offVariation: 'off' };
const rule = { id: 'rule_1', description: null, clauses: [], serve: { variation: 'on' } };
const rollout = (...weights: [string, number][]) => ({
  fallthrough: {
    rollout: { bucketBy: 'userId', weights: weights.map(([key, weight]) => ({ variation: key, weight })) },
  },
});

test.for<[string, Partial<Targeting>]>([
  ['off', { enabled: false, rules: [rule] }],
  ['on', {}],
  ['serves off', { fallthrough: { variation: 'off' } }],
  ['serves midnight', { fallthrough: { variation: 'midnight' } }],
  ['1 rule', { rules: [rule] }],
  ['3 rules', { rules: [rule, rule, rule] }],
  ['10 % midnight', rollout(['off', 90], ['midnight', 10])],
  ['0.3 % midnight', rollout(['off', 99.7], ['midnight', 0.1 + 0.2])],
  ['10 % midnight', rollout(['off', 90], ['midnight', 10], ['noon', 0])],
  ['3 variations', rollout(['off', 50], ['midnight', 25], ['noon', 25])],
  ['2 variations', rollout(['noon', 50], ['midnight', 50])],
  ['on', rollout(['on', 100], ['off', 0])],
])('a flag in an environment reads "%s"', ([expected, change]) => {
  expect(summarise({ ...plain, ...change }, variations, false)).toBe(expected);
});

test('an archived flag reads "off"', () => {
  expect(summarise(plain, variations, true)).toBe('off');
});
