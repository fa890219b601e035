import { describe, expect, test } from 'vitest';
import { type Draft, type DraftRule, rebase } from '../../dashboard/src/screens/flag/draft/draft.ts';

const rule = (id: string, note: string | null = null): DraftRule => ({
  id,
  description: note,
  clauses: [{ attribute: 'country', operator: 'EQUALS', negate: false, values: [id] }],
  serve: { variation: 'on' },
});
const [a, b, c] = [rule('a'), rule('b'), rule('c')];
const added = { ...rule('mine'), isNew: true };
const draftOf = (rules: DraftRule[]): Draft => ({
  enabled: true,
  offVariation: 'off',
  fallthrough: { variation: 'on' },
  rules,
});

function merge(base: DraftRule[], mine: DraftRule[], theirs: DraftRule[]) {
  const { draft, conflicts } = rebase(draftOf(base), draftOf(mine), draftOf(theirs));
  return { rules: draft.rules, ids: draft.rules.map(({ id }) => id).join(' '), conflicts };
}

describe('a draft on top of rules that somebody else has saved', () => {
  test('takes theirs as they are where it has changed none', () => {
    const theirs = [c, rule('new'), a];
    expect(merge([a, b, c], [a, b, c], theirs)).toMatchObject({ rules: theirs, conflicts: [] });
  });

  test('takes their order where it has changed only contents', () => {
    const mine = rule('b', 'changed');
    const result = merge([a, b, c], [a, mine, c], [c, rule('first'), b, a]);
    expect(result).toMatchObject({ ids: 'c first b a', conflicts: [] });
    expect(result.rules[2]).toEqual(mine);
  });

  test('puts its new rules after those that they followed', () => {
    expect(merge([a, b], [a, added, b], [b, a, c])).toMatchObject({ ids: 'b a mine c', conflicts: [] });
    expect(merge([a, b], [added, a, b], [b, a]).ids).toBe('mine b a');
    expect(merge([a, b], [a, added, b], [b]).ids, 'what it followed was deleted').toBe('mine b');
  });

  test('keeps its order where only it has changed that, with their new rules after those that they followed', () => {
    const result = merge([a, b, c], [c, b, a], [a, rule('new'), b, c]);
    expect(result).toMatchObject({ ids: 'c b a new', conflicts: [] });
  });

  test('names an order that both have changed, and keeps its own', () => {
    const result = merge([a, b, c], [c, a, b], [b, a, c]);
    expect(result).toMatchObject({ ids: 'c a b', conflicts: ['the order of the rules'] });
    expect(merge([a, b], [b, a], [b, a]).conflicts).toEqual([]);
  });

  test('names a rule that it deletes and they have changed', () => {
    const result = merge([a, b], [a], [a, rule('b', 'theirs')]);
    expect(result).toMatchObject({ ids: 'a', conflicts: ['rule 2, which your draft deletes'] });
    expect(merge([a, b], [a], [a, b, c])).toMatchObject({ ids: 'a c', conflicts: [] });
  });

  test('keeps a rule that it has changed and they have deleted, as a new one', () => {
    const mine = rule('b', 'mine');
    const result = merge([a, b, c], [a, mine, c], [a, c]);
    expect(result).toMatchObject({ ids: 'a b c', conflicts: ['rule 2, which was deleted'] });
    expect(result.rules[1]).toEqual({ ...mine, isNew: true });
  });

  test('names a rule that both have changed, and keeps its own', () => {
    const mine = rule('a', 'mine');
    const result = merge([a, b], [mine, b], [rule('a', 'theirs'), b]);
    expect(result).toMatchObject({ rules: [mine, b], conflicts: ['rule 1'] });
  });
});
