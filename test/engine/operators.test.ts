import { type Context, type JsonValue, type Operator, operatorNames } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { matchesAttribute, matchesClause } from '#test/support/engine-flags.ts';
import { everyRow } from '#test/support/every-row.ts';

interface Case {
  values: JsonValue[];
  hits: JsonValue[];
  misses: JsonValue[];
  /** Attributes that the operator cannot compare: neither the clause nor its negation holds. */
  incomparable: JsonValue[];
}

const march4 = '2026-03-04T12:00:00Z';
const march4Milliseconds = Date.UTC(2026, 2, 4, 12);
const notText: JsonValue[] = [1, true, ['a'], { a: 'a' }];
const notNumber: JsonValue[] = ['10', true, [10], {}, Number.POSITIVE_INFINITY];
const notVersion: JsonValue[] = [
  ...notText,
  1.2,
  'latest',
  '',
  '1.2.3.4',
  '01.2.3',
  '1.x',
  '1.2.3-',
  '^1.2.3',
];
const notMoment: JsonValue[] = [
  true,
  ['2026-03-01'],
  {},
  'yesterday',
  '2026-03-01T00:00:00',
  '2026-02-30T00:00:00Z',
];
const notList: JsonValue[] = ['admin', 1, true, { admin: true }];

const cases = {
  EQUALS: { values: ['1'], hits: ['1'], misses: ['', '11', 1, true], incomparable: [['1'], {}] },
  CONTAINS: { values: ['b', 'x'], hits: ['abc', 'x'], misses: ['', 'ABC'], incomparable: notText },
  STARTS_WITH: { values: ['ab', 'x'], hits: ['abc', 'x'], misses: ['', 'cab', 'Abc'], incomparable: notText },
  ENDS_WITH: {
    values: ['@acme.com', '@acme.org'],
    hits: ['jo@acme.com', '@acme.org'],
    misses: ['jo@acme.com.evil', ''],
    incomparable: notText,
  },
  MATCHES_REGEX: {
    values: ['^v\\d+|\\p{Greek}'],
    hits: ['v12x', 'say αβγ'],
    misses: ['av1', ''],
    incomparable: notText,
  },
  NUMBER_EQUALS: { values: [10], hits: [10, 10.0], misses: [10.1, -10], incomparable: notNumber },
  NUMBER_GREATER: { values: [10], hits: [10.1], misses: [10, 9], incomparable: notNumber },
  NUMBER_GREATER_OR_EQUAL: { values: [10], hits: [10, 11], misses: [9.999], incomparable: notNumber },
  NUMBER_LESS: { values: [10], hits: [9.9, -20], misses: [10, 11], incomparable: notNumber },
  NUMBER_LESS_OR_EQUAL: { values: [10], hits: [10, 9], misses: [10.001], incomparable: notNumber },
  NUMBER_BETWEEN: { values: [10, 20], hits: [10, 15.5, 20], misses: [9.9, 20.1], incomparable: notNumber },
  SEMVER_EQUALS: {
    values: ['1.2.3'],
    hits: ['1.2.3', 'v1.2.3', '1.2.3+build.7'],
    misses: ['1.2.4', '1.2.3-beta', '1.2', '1'],
    incomparable: notVersion,
  },
  SEMVER_GREATER: {
    values: ['1.2.3'],
    hits: ['1.10.0', '1.2.4-alpha', '2', 'v1.3'],
    misses: ['1.2.3', '1.2.3-rc.1', '1.2'],
    incomparable: notVersion,
  },
  SEMVER_GREATER_OR_EQUAL: {
    values: ['1.2.3'],
    hits: ['1.2.3', '2.0.0'],
    misses: ['1.2.3-rc.1', '1.2'],
    incomparable: notVersion,
  },
  SEMVER_LESS: {
    values: ['1.10.0-beta.2'],
    hits: ['1.9.0', '1.10.0-beta.1'],
    misses: ['1.10.0-beta.2', '1.10.0', '1.10', 'V1.10', '1.10-beta.3'],
    incomparable: notVersion,
  },
  SEMVER_LESS_OR_EQUAL: {
    values: ['1.10.0'],
    hits: ['1.10.0', '1.10.0-beta', '1.10', '1'],
    misses: ['1.10.1', '2'],
    incomparable: notVersion,
  },
  DATE_BEFORE: {
    values: [march4],
    hits: ['2026-03-04', '2026-03-04T11:59:59.999Z', '2026-03-04T13:00:00+02:00', march4Milliseconds - 1, 0],
    misses: [march4, '2026-03-05', march4Milliseconds, '2026-03-04T12:01Z', '2026-03-04t12:01:00z'],
    incomparable: notMoment,
  },
  DATE_AFTER: {
    values: ['2026-03-04'],
    hits: [march4, '2026-03-04T01:00:00+00:30', march4Milliseconds],
    misses: ['2026-03-04', '2026-03-04T01:00:00+02:00', -1],
    incomparable: notMoment,
  },
  IN: {
    values: ['FR', 7, false],
    hits: ['FR', 7, false],
    misses: ['fr', 8, true],
    incomparable: [['FR'], {}],
  },
  NOT_IN: { values: ['FR', 7], hits: ['fr', 8, '7'], misses: ['FR', 7], incomparable: [['FR'], {}] },
  CONTAINS_ANY: {
    values: ['admin', 7],
    hits: [['user', 'admin'], [7]],
    misses: [[], ['user'], ['7'], [['admin']]],
    incomparable: notList,
  },
  CONTAINS_ALL: {
    values: ['admin', 7],
    hits: [[7, 'user', 'admin']],
    misses: [[], ['admin'], [7, 'adm']],
    incomparable: notList,
  },
  EXISTS: { values: [], hits: ['', 0, false, [], {}], misses: [], incomparable: [] },
} satisfies Record<Operator, Case>;

/** NOT_IN is itself a negation, so it holds where everything else does not. */
const holdsWhenMissing = (operator: Operator) => operator === 'NOT_IN';

const matchWith = (operator: Operator, context: Context, negate: boolean) =>
  matchesClause(
    { attribute: 'it', operator, values: cases[operator].values, ...(negate ? { negate } : {}) },
    context,
  );

test.each([false, true])(
  'every operator with negate %s: hits, misses and what cannot be compared',
  async (negate) => {
    await everyRow(operatorNames, (operator) => {
      const { hits, misses, incomparable }: Case = cases[operator];
      for (const it of hits)
        expect({ it, matches: matchWith(operator, { it }, negate) }).toEqual({ it, matches: !negate });
      for (const it of misses)
        expect({ it, matches: matchWith(operator, { it }, negate) }).toEqual({ it, matches: negate });
      for (const it of incomparable)
        expect({ it, matches: matchWith(operator, { it }, negate) }).toEqual({ it, matches: false });
    });
  },
);

test('every operator: a missing or null attribute does not match, and does when negated', async () => {
  await everyRow(operatorNames, (operator) => {
    for (const context of [{}, { it: null }, { other: 'x' }]) {
      expect(matchWith(operator, context, false)).toBe(holdsWhenMissing(operator));
      expect(matchWith(operator, context, true)).toBe(!holdsWhenMissing(operator));
    }
  });
});

test('NOT_IN and IN negated give the same answer for any attribute', () => {
  const values = ['FR', 1];
  for (const it of [undefined, null, 'FR', 'DE', 1, ['FR']]) {
    expect(matchesAttribute('NOT_IN', values, it)).toBe(matchesAttribute('IN', values, it, true));
  }
});

test('EQUALS compares numbers and booleans as well as strings', () => {
  const equals = (value: JsonValue, it: JsonValue) => matchesAttribute('EQUALS', [value], it);
  expect([equals(1, 1), equals(true, true), equals(false, 0), equals(1, '1')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an attribute that only the prototype has does not exist', () => {
  for (const attribute of ['constructor', 'toString', '__proto__']) {
    expect(matchesClause({ attribute, operator: 'EXISTS', values: [] }, {})).toBe(false);
  }
});

test('dots in an attribute name do not reach into objects', () => {
  const clause = { attribute: 'user.plan', operator: 'EQUALS', values: ['pro'] };
  expect(matchesClause(clause, { user: { plan: 'pro' } })).toBe(false);
  expect(matchesClause(clause, { 'user.plan': 'pro' })).toBe(true);
});
