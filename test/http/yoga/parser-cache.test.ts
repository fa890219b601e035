import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createParserCache } from '#src/http/yoga/operation-limits.ts';

const document: DocumentNode = parse('{ __typename }');

test('the parser cache beyond its size: drops the least recently used documents', () => {
  const { documentCache } = createParserCache(10);
  documentCache.set('aaaa', document);
  documentCache.set('bbbb', document);
  expect(documentCache.get('aaaa')).toBe(document);
  documentCache.set('cccc', document);
  expect(['aaaa', 'bbbb', 'cccc'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'cccc']);
});

test('a document larger than the parser cache: is not cached and displaces no others', () => {
  const { documentCache } = createParserCache(10);
  documentCache.set('aaaa', document);
  documentCache.set('x'.repeat(11), document);
  expect(documentCache.get('x'.repeat(11))).toBeUndefined();
  documentCache.set('bbbbbb', document);
  expect(['aaaa', 'bbbbbb'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'bbbbbb']);
});

test('a document that is cached again: counts once', () => {
  const { documentCache } = createParserCache(10);
  for (let n = 0; n < 3; n++) documentCache.set('aaaa', document);
  documentCache.set('bbbb', document);
  expect(['aaaa', 'bbbb'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'bbbb']);
});
