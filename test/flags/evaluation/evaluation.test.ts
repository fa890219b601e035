import { expect, test } from 'vitest';
import { bucketOf } from '#src/flags/evaluation/bucketing.ts';
import { evaluate } from '#src/flags/evaluation/evaluation.ts';
import type { Clause, FlagSnapshot, JsonValue, Targeting } from '#src/flags/flag.ts';

const flag: FlagSnapshot = {
  key: 'new-checkout',
  name: 'New checkout',
  description: null,
  kind: 'STRING',
  variations: ['control', 'a', 'b'].map((key) => ({ key, name: key, description: null, value: key })),
  tags: [],
  owner: null,
  lifecycle: 'ACTIVE',
  jiraIssues: [],
};
const isFrench: Clause = { attribute: 'country', operator: 'EQUALS', values: ['FR'], negate: false };
const isAdult: Clause = {
  attribute: 'age',
  operator: 'NUMBER_GREATER_OR_EQUAL',
  values: [18],
  negate: false,
};
const half = {
  rollout: {
    bucketBy: 'userId',
    weights: [
      { variation: 'control', weight: 50 },
      { variation: 'b', weight: 50 },
    ],
  },
};
const targeting: Targeting = {
  enabled: true,
  rules: [
    { id: 'adult-french', description: null, clauses: [isFrench, isAdult], serve: { variation: 'a' } },
    { id: 'french', description: null, clauses: [isFrench], serve: half },
  ],
  fallthrough: { variation: 'b' },
  offVariation: 'control',
};

const run = (context: Record<string, JsonValue>, changes: Partial<Targeting> = {}, snapshot = flag) => {
  const { variation, ...why } = evaluate({
    flag: snapshot,
    targeting: { ...targeting, ...changes },
    context,
  });
  return { key: variation.key, ...why };
};

test('the first rule whose clauses all hold decides', () => {
  expect(run({ country: 'FR', age: 18 })).toEqual({
    key: 'a',
    reason: 'RULE_MATCH',
    ruleId: 'adult-french',
    bucket: null,
  });
});

test('a rollout decides by the bucket of its attribute, and names the bucket', () => {
  const bucket = bucketOf('new-checkout', 'user-1');
  expect(run({ country: 'FR', age: 17, userId: 'user-1' })).toEqual({
    key: bucket < 50_000 ? 'control' : 'b',
    reason: 'RULE_MATCH',
    ruleId: 'french',
    bucket,
  });
});

test('without a match the fallthrough is served, one variation or a rollout', () => {
  expect(run({ country: 'DE' })).toEqual({ key: 'b', reason: 'FALLTHROUGH', bucket: null });
  expect(run({ userId: 'user-2' }, { fallthrough: half })).toMatchObject({
    reason: 'FALLTHROUGH',
    bucket: bucketOf('new-checkout', 'user-2'),
  });
});

test('a context without the attribute of a rollout gets the first variation that has a weight', () => {
  expect(run({ country: 'FR' })).toMatchObject({ key: 'control', bucket: 0 });
  const weights = [
    { variation: 'control', weight: 0 },
    { variation: 'a', weight: 1 },
    { variation: 'b', weight: 99 },
  ];
  const fallthrough = { rollout: { bucketBy: 'toString', weights } };
  expect(run({}, { fallthrough })).toMatchObject({ key: 'a', bucket: 0 });
});

test('a flag that is off serves its off variation, whatever its rules say', () => {
  expect(run({ country: 'FR', age: 18 }, { enabled: false })).toEqual({ key: 'control', reason: 'OFF' });
});

test('an archived flag serves its off variation, even where it is enabled', () => {
  expect(run({ country: 'FR' }, {}, { ...flag, lifecycle: 'ARCHIVED' })).toEqual({
    key: 'control',
    reason: 'ARCHIVED',
  });
});

test('the variation is given whole', () => {
  expect(evaluate({ flag, targeting, context: {} }).variation).toBe(flag.variations[2]);
});

test('targeting that names a variation the flag lacks is a defect', () => {
  expect(() => run({}, { fallthrough: { variation: 'gone' } })).toThrow('has no variation "gone"');
});
