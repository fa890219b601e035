/** Which of the asked-for rules are the ones that stand already: so that a change of a rule reads as one. */

import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError } from '../../platform/errors.ts';
import type { Rule } from '../flag.ts';

export type RuleWithoutId = Omit<Rule, 'id'> & { id: string | null };

/**
 * Gives every rule its id. A rule that names an id keeps it; one without takes that of an equal rule, else that of the
 * rule at the same place if nobody else claims it, else a new one. Fails when an id is unknown or stands twice.
 */
export function assignRuleIds(asked: RuleWithoutId[], existing: Rule[], newRuleId: () => string): Rule[] {
  checkIds(asked, existing);
  const free = new Map(existing.map((rule) => [rule.id, rule]));
  for (const { id } of asked) if (id !== null) free.delete(id);

  const assigned = asked.map(
    ({ id, ...rule }) => id ?? claim(free, (known) => isDeepStrictEqual(withoutId(known), rule)),
  );
  return asked.map((rule, index) => {
    const id = assigned[index] ?? claim(free, (known) => known === existing[index]) ?? newRuleId();
    return { ...rule, id };
  });
}

function claim(free: Map<string, Rule>, isIt: (rule: Rule) => boolean): string | undefined {
  const found = [...free.values()].find(isIt);
  if (found) free.delete(found.id);
  return found?.id;
}

function withoutId({ id: _id, ...rule }: Rule): Omit<Rule, 'id'> {
  return rule;
}

function checkIds(asked: RuleWithoutId[], existing: Rule[]): void {
  const known = new Set(existing.map(({ id }) => id));
  const seen = new Set<string>();
  const issues = asked.flatMap(({ id }, index) => {
    if (id === null) return [];
    const path = `rules.${index}.id`;
    if (!known.has(id)) {
      return [
        {
          path,
          message: `the flag has no rule "${id}" in this environment; leave the id out for a new rule`,
        },
      ];
    }
    if (seen.has(id)) return [{ path, message: `"${id}" stands twice; leave it out for a copy` }];
    seen.add(id);
    return [];
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
}
