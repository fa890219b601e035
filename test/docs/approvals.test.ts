import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '#test/support/selection.ts';

const page = readFileSync(new URL('../../docs/approvals.md', import.meta.url), 'utf8');
const documents = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);

describe('docs/approvals.md', () => {
  it.each(documents)('has only valid GraphQL documents: %#', (document) => {
    expect(validate(printedSchema, parse(document))).toEqual([]);
  });

  it('tells of every mutation on change requests, every state and every event', () => {
    const mutations = Object.keys(printedSchema.getMutationType()?.getFields() ?? {});
    const names = [
      ...mutations.filter((name) => /ChangeRequest$|^propose/.test(name)),
      ...['PENDING', 'APPROVED', 'REJECTED', 'APPLIED', 'CANCELLED'],
      ...['REQUESTED', 'APPROVED', 'REJECTED', 'APPLIED', 'CANCELLED'].map((name) => `APPROVAL_${name}`),
    ];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(documents).toHaveLength(4);
  });
});
