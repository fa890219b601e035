import { expect, test } from 'vitest';
import { createPatternMatcher, PatternCostError } from '#src/flags/targeting/safe-regex.ts';

test('matching fails when patterns and texts together are over the limit; the same match again costs nothing', () => {
  const matches = createPatternMatcher(50_000);
  for (let round = 0; round < 100; round += 1) expect(matches('^a+$', 'a'.repeat(100))).toBe(true);
  expect(() => matches('^a+$', 'a'.repeat(101))).toThrow(PatternCostError);
});
