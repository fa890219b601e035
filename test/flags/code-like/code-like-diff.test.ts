import { applyPatch } from 'diff';
import { expect, test } from 'vitest';
import { renderCodeLike } from '#src/flags/code-like/code-like.ts';
import { diffCodeLike } from '#src/flags/code-like/code-like-diff.ts';
import type { Rule, Targeting } from '#src/flags/flag.ts';

const rule = (id: string): Rule => ({
  id,
  description: null,
  clauses: [{ attribute: 'plan', operator: 'EQUALS', values: [id], negate: false }],
  serve: { variation: 'on' },
});
const base: Targeting = {
  enabled: true,
  rules: ['a', 'b', 'c', 'd'].map(rule),
  fallthrough: { variation: 'off' },
  offVariation: 'off',
};
const diff = (before: Targeting, after: Targeting) =>
  diffCodeLike(renderCodeLike(before), renderCodeLike(after));

test('switching shows as one changed line', () => {
  expect(diff({ ...base, enabled: false }, base)).toMatchInlineSnapshot(`
    "--- before
    +++ after
    @@ -1,4 +1,3 @@
    -OFF: "off"
     IF plan EQUALS "a"
     THEN "on"
     ELSE IF plan EQUALS "b""
  `);
  expect(diff(base, { ...base, enabled: false })).toMatchInlineSnapshot(`
    "--- before
    +++ after
    @@ -1,3 +1,4 @@
    +OFF: "off"
     IF plan EQUALS "a"
     THEN "on"
     ELSE IF plan EQUALS "b""
  `);
});

test('a changed value shows with three lines around it', () => {
  const rules = [...base.rules.slice(0, 3), { ...rule('x'), id: 'd' }];
  expect(diff(base, { ...base, rules })).toMatchInlineSnapshot(`
    "--- before
    +++ after
    @@ -4,6 +4,6 @@
     THEN "on"
     ELSE IF plan EQUALS "c"
     THEN "on"
    -ELSE IF plan EQUALS "d"
    +ELSE IF plan EQUALS "x"
     THEN "on"
     ELSE "off""
  `);
});

test('the diff of the first rule of a flag shows its lines as added', () => {
  expect(diff({ ...base, rules: [] }, { ...base, rules: [rule('a')] })).toMatchInlineSnapshot(`
    "--- before
    +++ after
    @@ -1,1 +1,3 @@
    -SERVE "off"
    +IF plan EQUALS "a"
    +THEN "on"
    +ELSE "off""
  `);
});

test('the diff of a created or deleted flag shows all of its lines', () => {
  expect(diffCodeLike(null, 'SERVE "off"')).toBe('--- before\n+++ after\n@@ -0,0 +1,1 @@\n+SERVE "off"');
  expect(diffCodeLike('SERVE "off"', null)).toBe('--- before\n+++ after\n@@ -1,1 +0,0 @@\n-SERVE "off"');
});

test('equal texts have no diff', () => {
  expect(diffCodeLike('SERVE "off"', 'SERVE "off"')).toBeNull();
  expect(diffCodeLike(null, null)).toBeNull();
});

test('the diff applies as a patch, also when everything changed', () => {
  const many = (word: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${word} ${index}`).join('\n');
  for (const [before, after] of [
    [renderCodeLike(base), renderCodeLike({ ...base, rules: [rule('z'), ...base.rules], enabled: false })],
    [many('a', 1_000), many('b', 1_000)],
  ] as const) {
    expect(applyPatch(`${before}\n`, `${diffCodeLike(before, after)}\n`)).toBe(`${after}\n`);
  }
});
