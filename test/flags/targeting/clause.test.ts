import type { Operator } from 'gogreen-engine';
import { describe, expect, test } from 'vitest';
import type { Clause, JsonValue } from '#src/flags/flag.ts';
import { checkClause } from '#src/flags/targeting/clause.ts';
import { everyRow } from '#test/support/every-row.ts';

const check = (operator: Operator, values: JsonValue[], attribute = 'it') =>
  checkClause({ attribute, operator, values, negate: false }).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('accepted clauses', () => {
  test('every operator accepts the values that it documents', async () => {
    await everyRow<[Operator, JsonValue[]]>(
      [
        ['EQUALS', ['']],
        ['EQUALS', [false]],
        ['CONTAINS', ['a', 'b']],
        ['STARTS_WITH', ['مرحبا']],
        ['ENDS_WITH', ['👩‍🚀']],
        ['MATCHES_REGEX', ['(a+)+$']],
        ['NUMBER_EQUALS', [-0.5]],
        ['NUMBER_EQUALS', [Number.MAX_SAFE_INTEGER]],
        ['NUMBER_BETWEEN', [1, 1]],
        ['SEMVER_GREATER', ['1.2.3-beta.1+build']],
        ['DATE_BEFORE', ['2026-03-04T12:00:00Z']],
        ['DATE_BEFORE', ['2026-03-04T12:00:00.123+05:30']],
        ['DATE_AFTER', ['2024-02-29']],
        ['IN', ['a', 1, true]],
        ['IN', Array.from({ length: 1_000 }, (_, index) => index)],
        ['CONTAINS_ANY', ['a']],
        ['EXISTS', []],
      ],
      ([operator, values]) => {
        expect(check(operator, values)).toEqual([]);
      },
    );
  });
});

describe('rejected clauses, with how to fix them', () => {
  test('values that an operator cannot use are rejected with their path and the fix', async () => {
    await everyRow<[Operator, JsonValue[], string]>(
      [
        ['EQUALS', [], 'values: EQUALS takes exactly 1 value, not 0'],
        ['EQUALS', ['a', 'b'], 'values: EQUALS takes exactly 1 value, not 2'],
        ['EQUALS', [null], 'values.0: must be a string, a number or a boolean, not null (EQUALS)'],
        ['EQUALS', [Number.POSITIVE_INFINITY], 'values.0: must be a finite number (EQUALS)'],
        ['EQUALS', ['a\0b'], 'values.0: must not contain the character U+0000: it cannot be stored (EQUALS)'],
        [
          'EQUALS',
          ['\ud83d'],
          'values.0: must be well-formed Unicode: it contains half of a surrogate pair (EQUALS)',
        ],
        ['EQUALS', ['x'.repeat(1_001)], 'values.0: must be at most 1000 characters long, not 1001 (EQUALS)'],
        ['CONTAINS', [], 'values: CONTAINS takes 1 to 100 values, not 0'],
        [
          'CONTAINS',
          ['a', ''],
          'values.1: must not be empty: to test that the attribute is there, use EXISTS (CONTAINS)',
        ],
        ['ENDS_WITH', [42], 'values.0: must be a string, not a number: write it in quotes, "42" (ENDS_WITH)'],
        ['STARTS_WITH', [['a']], 'values.0: must be a string, not a list (STARTS_WITH)'],
        [
          'MATCHES_REGEX',
          ['(a'],
          'values.0: must be a pattern in RE2 syntax (error parsing regexp: missing closing ): `(a`); lookaround and backreferences are not supported (MATCHES_REGEX)',
        ],
        [
          'NUMBER_GREATER',
          [' 42 '],
          'values.0: must be a number, not a string: write 42 without quotes (NUMBER_GREATER)',
        ],
        ['NUMBER_GREATER', ['many'], 'values.0: must be a number, not a string (NUMBER_GREATER)'],
        ['NUMBER_LESS', [Number.NaN], 'values.0: must be a finite number (NUMBER_LESS)'],
        [
          'NUMBER_LESS',
          [2 ** 53],
          'values.0: must be from -9007199254740991 to 9007199254740991, as larger numbers lose digits; write it in quotes (NUMBER_LESS)',
        ],
        ['NUMBER_BETWEEN', [1], 'values: NUMBER_BETWEEN takes exactly 2 values, not 1'],
        [
          'NUMBER_BETWEEN',
          [1, '2'],
          'values.1: must be a number, not a string: write 2 without quotes (NUMBER_BETWEEN)',
        ],
        ['NUMBER_BETWEEN', [20, 10], 'values: must give the lower number first: [10, 20] (NUMBER_BETWEEN)'],
        ['SEMVER_EQUALS', ['v1.2.3'], 'values.0: must be written as "1.2.3" (SEMVER_EQUALS)'],
        ['SEMVER_EQUALS', [' 1.2.3+b '], 'values.0: must be written as "1.2.3+b" (SEMVER_EQUALS)'],
        [
          'SEMVER_LESS',
          ['1.2'],
          'values.0: must be a full semantic version with three parts such as "1.2.3" (SEMVER_LESS)',
        ],
        [
          'SEMVER_LESS',
          [1.2],
          'values.0: must be a version in quotes such as "1.2.3", not a number (SEMVER_LESS)',
        ],
        ['EXISTS', [true], 'values: EXISTS takes no values, not 1'],
        ['IN', [], 'values: IN takes 1 to 1000 values, not 0'],
        ['IN', Array.from({ length: 1_001 }, () => 'x'), 'values: IN takes 1 to 1000 values, not 1001'],
        [
          'NOT_IN',
          ['a', { b: 1 }],
          'values.1: must be a string, a number or a boolean, not an object (NOT_IN)',
        ],
      ],
      ([operator, values, message]) => {
        expect(check(operator, values)).toEqual([message]);
      },
    );
  });

  test('SEMVER operators reject version ranges', async () => {
    await everyRow(['^1.2.3', '>=1.0.0', '1.x', '1.2.3 - 2.0.0', '*', '1.0.0 || 2.0.0'], (range) => {
      expect(check('SEMVER_GREATER', [range])).toEqual([
        'values.0: must be one full version such as "1.2.3", not a range: use SEMVER_GREATER_OR_EQUAL and SEMVER_LESS in two clauses (SEMVER_GREATER)',
      ]);
    });
  });

  test('DATE operators reject dates without time and zone, and what is no date', async () => {
    await everyRow(
      [
        '2026-03-04T12:00:00',
        '2026-02-29',
        '2026-02-30T12:00:00Z',
        '04.03.2026',
        'tomorrow',
        '',
        1_772_625_600_000,
        null,
      ],
      (value) => {
        expect(check('DATE_AFTER', [value])).toEqual([
          'values.0: must be a date with time and zone such as "2026-03-04T12:00:00Z", or a date such as "2026-03-04" (DATE_AFTER)',
        ]);
      },
    );
  });

  test('attribute names that cannot be used are rejected with the reason', async () => {
    await everyRow(
      [
        ['', 'attribute: must name an attribute of the context, such as "country"'],
        ['x'.repeat(101), 'attribute: must be at most 100 characters long, not 101'],
        ['a\nb', 'attribute: must not contain control characters (line breaks, tabs, U+0000)'],
        ['a\0', 'attribute: must not contain control characters (line breaks, tabs, U+0000)'],
        ['\udc00', 'attribute: must be well-formed Unicode: it contains half of a surrogate pair'],
      ],
      ([attribute, message]) => {
        expect(check('EXISTS', [], attribute)).toEqual([message]);
      },
    );
  });

  test('an unknown operator is rejected with the list of operators', () => {
    const [issue] = check('toString' as Operator, []);
    expect(issue).toMatch(/^operator: must be one of EQUALS, CONTAINS, .*, EXISTS$/);
  });

  test('a clause with several problems is rejected with all of them', () => {
    const clause: Clause = { attribute: '', operator: 'IN', values: [null, 1, []], negate: true };
    expect(checkClause(clause).map(({ path }) => path)).toEqual(['attribute', 'values.0', 'values.2']);
  });
});

test('attribute names of any script and up to 100 characters are accepted', () => {
  for (const name of ['x'.repeat(100), 'país', 'user id', '国', 'a.b', '`'])
    expect(check('EXISTS', [], name)).toEqual([]);
});
