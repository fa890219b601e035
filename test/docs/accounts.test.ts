import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';

const page = readPage('accounts.md');

it('docs/accounts.md: the query in the JavaScript example is valid against the schema', () => {
  const queries = Array.from(page.matchAll(/query: `(.*?)`/gs), ([, document = '']) => document);
  expect(queries).toHaveLength(1);
  expect(queries.flatMap((query) => validate(printedSchema, parse(query)))).toEqual([]);
});

it('docs/accounts.md: names every mutation on users, tokens, client keys and roles', () => {
  const mutations = Object.keys(printedSchema.getMutationType()?.getFields() ?? {});
  const names = mutations.filter((name) =>
    /(User|ServiceAccount|AccessToken|ClientKey|ProjectRole)$/.test(name),
  );
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
