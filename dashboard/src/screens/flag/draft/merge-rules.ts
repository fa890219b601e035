/** The rules of a draft on top of rules that somebody else has saved meanwhile. */

import { type DraftRule, same } from './draft.ts';

/** One of three states of a part: the own one where the draft has changed it. Names it as a conflict where both have. */
export type Merge = <Part>(name: string, from: Part, own: Part, other: Part) => Part;

export function mergeRules(
  base: DraftRule[],
  mine: DraftRule[],
  theirs: DraftRule[],
  merge: Merge,
): DraftRule[] {
  if (same(mine, base)) return theirs;
  const merged = mergeContents(base, mine, theirs, merge);
  const stored = byId(base);
  const ordered = (rules: DraftRule[]) =>
    rules.map(({ id }) => id).filter((id) => stored.has(id) && merged.has(id));
  const [before, own, other] = [ordered(base), ordered(mine), ordered(theirs)];
  // Rules that are not everywhere have no place to compare.
  const everywhere = (ids: string[]) => ids.filter((id) => own.includes(id) && other.includes(id));
  const order = merge('the order of the rules', everywhere(before), everywhere(own), everywhere(other));
  const isMine = same(order, everywhere(own)) && !same(order, everywhere(other));
  const [first, second] = isMine ? [mine, theirs] : [theirs, mine];
  return weave(first, second, merged);
}

/** What stays of all rules, by their ids, without an order. */
function mergeContents(
  base: DraftRule[],
  mine: DraftRule[],
  theirs: DraftRule[],
  merge: Merge,
): Map<string, DraftRule> {
  const [inBase, inMine, inTheirs] = [byId(base), byId(mine), byId(theirs)];
  const merged = new Map<string, DraftRule>();
  for (const [index, rule] of mine.entries()) {
    const before = inBase.get(rule.id);
    const other = inTheirs.get(rule.id);
    if (before === undefined) merged.set(rule.id, rule);
    else if (other !== undefined) merged.set(rule.id, merge(`rule ${index + 1}`, before, rule, other));
    // They deleted it: it stays only where the draft has changed it.
    else if (!same(rule, before)) {
      merge<DraftRule | null>(`rule ${index + 1}, which was deleted`, before, rule, null);
      merged.set(rule.id, { ...rule, isNew: true });
    }
  }
  for (const [index, before] of base.entries()) {
    if (inMine.has(before.id)) continue;
    const other = inTheirs.get(before.id);
    // Deleted here: it stays so, and what they made of it would be lost.
    if (other !== undefined)
      merge<DraftRule | null>(`rule ${index + 1}, which your draft deletes`, before, null, other);
  }
  for (const rule of theirs) if (!inBase.has(rule.id)) merged.set(rule.id, rule);
  return merged;
}

/** The order of the first; rules that only the second one has follow those that they follow there. */
function weave(first: DraftRule[], second: DraftRule[], merged: Map<string, DraftRule>): DraftRule[] {
  const ids = first.map(({ id }) => id).filter((id) => merged.has(id));
  let after = -1;
  for (const { id } of second) {
    const place = ids.indexOf(id);
    if (place !== -1) after = place;
    else if (merged.has(id)) ids.splice(++after, 0, id);
  }
  return ids.flatMap((id) => merged.get(id) ?? []);
}

function byId(rules: DraftRule[]): Map<string, DraftRule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}
