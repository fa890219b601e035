import { checkPattern, matchesPattern } from 'gogreen-engine/patterns';
import { expect, test } from 'vitest';

test('a pattern on which backtracking engines hang is matched against 100,000 characters', () => {
  // A backtracking engine needs 2^100,000 steps here and would never finish; no clock is needed to notice.
  expect(matchesPattern('^(a+)+$', `${'a'.repeat(100_000)}!`)).toBe(false);
  expect(matchesPattern('(x+x+)+y', 'x'.repeat(100_000))).toBe(false);
});

test.each(['(?=a)b', '(?!a)b', '(?<=a)b', '(a)\\1', '[z-a]', 'a**', '('])(
  '%s does not compile',
  (pattern) => {
    expect(checkPattern(pattern)).toMatch(
      /^must be a pattern in RE2 syntax \(error parsing regexp: .*lookaround/s,
    );
  },
);

test('a pattern that repeats too much is refused with its size', () => {
  expect(checkPattern('(?:[a-z]{30}){30}')).toBeNull();
  expect(checkPattern('(?:[a-z]{0,30}){0,33}')).toMatch(/it compiles to \d+ steps, at most 1000 are allowed/);
});

test('patterns keep matching when more of them are in use than are kept compiled', () => {
  for (const round of [1, 2]) {
    for (let index = 0; index < 1_500; index += 1) {
      expect(matchesPattern(`^user-${index}$`, `user-${index}`), `round ${round}`).toBe(true);
    }
  }
});
