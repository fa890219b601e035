import { compile } from 'gogreen-engine';
import { createPatternBudget, deferPattern, PatternCostError } from 'gogreen-engine/patterns';
import { expect, test } from 'vitest';
import { flagOf, rulesetOf } from '#test/support/engine-flags.ts';

test('matching fails when patterns and texts together are over the limit; the same match again costs nothing', () => {
  const budget = createPatternBudget(50_000);
  for (let round = 0; round < 100; round += 1) {
    expect(budget.matchPattern('^a+$', 'a'.repeat(100))).toBe(true);
  }
  expect(budget.isSpent).toBe(false);
  expect(() => budget.matchPattern('^a+$', 'a'.repeat(101))).toThrow(PatternCostError);
  expect(budget.isSpent).toBe(true);
});

test('over the limit an evaluation fails with GENERAL, and flags without a match over it are evaluated', () => {
  const clauses = [{ attribute: 'it', operator: 'MATCHES_REGEX', values: ['^a+$'] }];
  const flags = {
    pattern: flagOf({ rules: [{ id: 'rule', clauses, serve: { variation: 'other' } }] }),
    plain: flagOf(),
  };
  const ruleset = compile(rulesetOf(flags), { compilePattern: deferPattern });
  const { matchPattern } = createPatternBudget(20_000);
  expect(ruleset.evaluate('pattern', { it: 'aaa' }, { matchPattern })).toMatchObject({ ruleId: 'rule' });
  expect(ruleset.all({ it: 'a'.repeat(500) }, { matchPattern })).toEqual(
    new Map([
      ['pattern', { errorCode: 'GENERAL', errorDetails: 'the limit on regular expressions is reached' }],
      ['plain', { variation: 'on', value: 'value of on', reason: 'FALLTHROUGH', hasRules: false }],
    ]),
  );
});
