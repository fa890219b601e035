import { type DocumentNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createParserCache } from '#src/http/yoga/operation-limits.ts';

const document: DocumentNode = parse('{ __typename }');

test('beyond its size the parser cache drops the documents that were used least recently', () => {
  const { documentCache } = createParserCache(10);
  documentCache.set('aaaa', document);
  documentCache.set('bbbb', document);
  expect(documentCache.get('aaaa')).toBe(document);
  documentCache.set('cccc', document);
  expect(['aaaa', 'bbbb', 'cccc'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'cccc']);
});

test('a document larger than the parser cache is not kept, and takes no room from others', () => {
  const { documentCache } = createParserCache(10);
  documentCache.set('aaaa', document);
  documentCache.set('x'.repeat(11), document);
  expect(documentCache.get('x'.repeat(11))).toBeUndefined();
  documentCache.set('bbbbbb', document);
  expect(['aaaa', 'bbbbbb'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'bbbbbb']);
});

test('a document that is set again counts once', () => {
  const { documentCache } = createParserCache(10);
  for (let n = 0; n < 3; n++) documentCache.set('aaaa', document);
  documentCache.set('bbbb', document);
  expect(['aaaa', 'bbbb'].filter((text) => documentCache.get(text))).toEqual(['aaaa', 'bbbb']);
});
