import { expect, it } from 'vitest';
import { readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';

it('docs/approvals.md: names every mutation, state and event of change requests', () => {
  const mutations = Object.keys(printedSchema.getMutationType()?.getFields() ?? {});
  const names = [
    ...mutations.filter((name) => /ChangeRequest$|^propose/.test(name)),
    'PENDING',
    'APPROVED',
    'REJECTED',
    'APPLIED',
    'CANCELLED',
    ...['REQUESTED', 'APPROVED', 'REJECTED', 'APPLIED', 'CANCELLED'].map((name) => `APPROVAL_${name}`),
  ];
  expect(names.length).toBeGreaterThan(14);
  const page = readPage('approvals.md');
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
