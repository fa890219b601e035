import { isEnumType } from 'graphql';
import { expect, it } from 'vitest';
import { graphqlOf, readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';

const page = readPage('security.md');

it('docs/security.md: shows one query of the audit log', () => {
  expect(graphqlOf(page).filter((document) => document.includes('auditLog'))).toHaveLength(1);
});

it('docs/security.md: the action and the subject in the example of an audit entry exist', () => {
  const words = [...page.matchAll(/"(?:action|subject)": "(\w+)"/g)].map(([, word = '']) => word);
  const known = ['AuditAction', 'AuditSubject'].flatMap((name) => {
    const type = printedSchema.getType(name);
    return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
  });
  expect(words).toHaveLength(2);
  expect(known).toEqual(expect.arrayContaining(words));
});
