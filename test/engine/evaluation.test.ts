import { bucketOf, type Clause, type Context, compile, type FlagRules } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { evaluateFlag, flagOf, rulesetOf } from '#test/support/engine-flags.ts';

const isFrench: Clause = { attribute: 'country', operator: 'EQUALS', values: ['FR'] };
const isAdult: Clause = { attribute: 'age', operator: 'NUMBER_GREATER_OR_EQUAL', values: [18] };
const half = {
  rollout: {
    bucketBy: 'userId',
    weights: [
      { variation: 'control', weight: 50 },
      { variation: 'b', weight: 50 },
    ],
  },
};
const flag = flagOf({
  variations: ['control', 'a', 'b'].map((key) => ({ key, value: { named: key } })),
  rules: [
    { id: 'adult-french', clauses: [isFrench, isAdult], serve: { variation: 'a' } },
    { id: 'french', clauses: [isFrench], serve: half },
  ],
  fallthrough: { variation: 'b' },
  off: 'control',
});
const value = (key: string) => ({ variation: key, value: { named: key } });
const run = (context: Context, changes: Partial<FlagRules> = {}) =>
  evaluateFlag({ ...flag, ...changes }, context, { key: 'new-checkout' });

test('the first rule whose clauses all hold decides', () => {
  expect(run({ country: 'FR', age: 18 })).toEqual({
    ...value('a'),
    reason: 'RULE_MATCH',
    ruleId: 'adult-french',
  });
});

test('a rollout decides by the bucket of its attribute, and names the bucket', () => {
  const bucket = bucketOf('new-checkout', 'user-1');
  expect(run({ country: 'FR', age: 17, userId: 'user-1' })).toEqual({
    ...value(bucket < 50_000 ? 'control' : 'b'),
    reason: 'RULE_MATCH',
    ruleId: 'french',
    bucket,
  });
});

test('without a match the fallthrough is served, one variation or a rollout', () => {
  expect(run({ country: 'DE' })).toEqual({ ...value('b'), reason: 'FALLTHROUGH', hasRules: true });
  expect(run({ country: 'FR' }, { rules: [] })).toEqual({
    ...value('b'),
    reason: 'FALLTHROUGH',
    hasRules: false,
  });
  expect(run({ userId: 'user-2' }, { fallthrough: half })).toMatchObject({
    reason: 'FALLTHROUGH',
    bucket: bucketOf('new-checkout', 'user-2'),
  });
});

test('a context without the attribute of a rollout gets the first variation that has a weight', () => {
  expect(run({ country: 'FR' })).toMatchObject({
    variation: 'control',
    bucket: 0,
    missingAttribute: 'userId',
  });
  const weights = [
    { variation: 'control', weight: 0 },
    { variation: 'a', weight: 1 },
    { variation: 'b', weight: 99 },
  ];
  const fallthrough = { rollout: { bucketBy: 'toString', weights } };
  expect(run({}, { fallthrough })).toMatchObject({ variation: 'a', bucket: 0, missingAttribute: 'toString' });
});

test('a flag that is off serves its off variation, whatever its rules say', () => {
  expect(run({ country: 'FR', age: 18 }, { on: false })).toEqual({ ...value('control'), reason: 'OFF' });
});

test('an archived flag serves its off variation, even where it is on', () => {
  expect(run({ country: 'FR' }, { archived: true })).toEqual({ ...value('control'), reason: 'ARCHIVED' });
});

test('a value is frozen, so that nobody changes what others are served', () => {
  const result = compile(rulesetOf({ flag })).evaluate('flag', {});
  expect(result).toMatchObject(value('b'));
  expect(Object.isFrozen(result)).toBe(true);
  expect('value' in result && Object.isFrozen(result.value)).toBe(true);
});
