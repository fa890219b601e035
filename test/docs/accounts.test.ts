import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '#test/support/selection.ts';

const page = readFileSync(new URL('../../docs/accounts.md', import.meta.url), 'utf8');
const documents = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);
const [sentByPages = ''] = Array.from(page.matchAll(/query: `(.*?)`/gs), ([, document = '']) => document);

describe('docs/accounts.md', () => {
  it.each([...documents, sentByPages])('has only valid GraphQL documents: %#', (document) => {
    expect(validate(printedSchema, parse(document))).toEqual([]);
  });

  it('makes and ends whatever can sign in', () => {
    const mutations = Object.keys(printedSchema.getMutationType()?.getFields() ?? {});
    const names = mutations.filter((name) =>
      /(User|ServiceAccount|AccessToken|ClientKey|ProjectRole)$/.test(name),
    );
    expect(names.length).toBeGreaterThan(6);
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});
