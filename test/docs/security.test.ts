import { readFileSync } from 'node:fs';
import { isEnumType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '#test/support/selection.ts';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const documents = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);

describe('docs/security.md', () => {
  it('shows how the audit log is asked', () => {
    expect(documents.filter((document) => document.includes('auditLog'))).toHaveLength(1);
  });

  it.each(documents)('has only valid GraphQL documents: %#', (document) => {
    expect(validate(printedSchema, parse(document))).toEqual([]);
  });

  it('shows only kinds of things and actions that there are', () => {
    const words = [...page.matchAll(/"(?:action|subject)": "(\w+)"/g)].map(([, word = '']) => word);
    const known = ['AuditAction', 'AuditSubject'].flatMap((name) => {
      const type = printedSchema.getType(name);
      return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    });
    expect(words).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining(words));
  });
});
