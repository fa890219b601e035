import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashToken, isToken, newToken } from '#src/accounts/token.ts';

test.each(['access', 'client'] as const)('a new %s token has the documented form, and is one', (kind) => {
  const token = newToken(kind, randomBytes);
  expect(token).toMatch(/^gogreen_(?:at|ck)_[0-9A-Za-z]{49}$/);
  expect(isToken(token)).toBe(true);
});

test('tokens of the smallest and the largest number have the length of any other', () => {
  const lengths = [0x00, 0xff].map((byte) => newToken('access', (count) => Buffer.alloc(count, byte)).length);
  expect(new Set(lengths)).toEqual(new Set([newToken('access', randomBytes).length]));
});

test('a token with any one character replaced is not well-formed', () => {
  const token = newToken('access', randomBytes);
  for (let at = 0; at < token.length; at += 1) {
    const other = token.charAt(at) === 'x' ? 'y' : 'x';
    expect(isToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
  }
});

test.each(['', 'gogreen_at_', 'not-a-token', `gogreen_at_${'0'.repeat(49)}`, `gogreen_xx_${'a'.repeat(49)}`])(
  '"%s" is no token',
  (text) => expect(isToken(text)).toBe(false),
);

test('the stored hash of a token is not the token', () => {
  const token = newToken('access', randomBytes);
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashToken(token)).not.toContain(token.slice(-8));
});
