import { expect, test } from 'vitest';
import { serveWinner } from '#src/experiments/winner/serve-winner.ts';
import type { Rule, Serve, Targeting } from '#src/flags/flag.ts';

const rollout = (...weights: [variation: string, weight: number][]): Serve => ({
  rollout: { bucketBy: 'userId', weights: weights.map(([variation, weight]) => ({ variation, weight })) },
});
const rule = (id: string, serve: Serve): Rule => ({ id, description: null, clauses: [], serve });
const targeting = (change: Partial<Targeting>): Targeting => ({
  enabled: true,
  rules: [],
  fallthrough: { variation: 'a' },
  offVariation: 'a',
  ...change,
});
const served = (before: Partial<Targeting>) => serveWinner(targeting(before), 'b', ['a', 'b']);

test('a rollout between the variations of the experiment becomes the winner, wherever it stands', () => {
  const split = rollout(['a', 50], ['b', 50], ['c', 0]);
  expect(served({ fallthrough: split })).toEqual(targeting({ fallthrough: { variation: 'b' } }));
  const rules = [rule('1', split), rule('2', { variation: 'c' }), rule('3', rollout(['a', 50], ['c', 50]))];
  expect(served({ rules })).toEqual(
    targeting({ rules: [rule('1', { variation: 'b' }), ...rules.slice(1)], fallthrough: { variation: 'a' } }),
  );
});

test('without such a rollout the winner is served when no rule matches, and the flag is switched on', () => {
  const rules = [rule('1', { variation: 'c' })];
  expect(served({ enabled: false, rules })).toEqual(targeting({ rules, fallthrough: { variation: 'b' } }));
});
