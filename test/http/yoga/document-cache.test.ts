import { expect, test } from 'vitest';
import { createDocumentCache } from '#src/http/yoga/document-cache.ts';

test('keeps what was used last, up to so many characters', () => {
  const cache = createDocumentCache<number>(10);
  cache.set('aaaa', 1);
  cache.set('bbbb', 2);
  expect(cache.get('aaaa')).toBe(1);
  cache.set('cccc', 3);
  expect(['aaaa', 'bbbb', 'cccc'].map((text) => cache.get(text))).toEqual([1, undefined, 3]);
});

test('keeps nothing that is too long by itself, and forgets what it made room for', () => {
  const cache = createDocumentCache<number>(10);
  cache.set('aaaa', 1);
  cache.set('x'.repeat(11), 2);
  expect(cache.get('x'.repeat(11))).toBeUndefined();
  cache.set('bbbbbbbbbb', 3);
  expect(cache.get('bbbbbbbbbb')).toBe(3);
});

test('counts a text once, however often it is set', () => {
  const cache = createDocumentCache<number>(10);
  for (const value of [1, 2, 3]) cache.set('aaaa', value);
  cache.set('bbbb', 4);
  expect([cache.get('aaaa'), cache.get('bbbb')]).toEqual([3, 4]);
});
