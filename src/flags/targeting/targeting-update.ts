/**
 * What is asked to change of a flag's behaviour in one environment. Plain data: it can be kept, and carried out later on
 * the flag as it is then.
 */

import type { z } from 'zod';
import { rejectIfAny } from '../../platform/input/input.ts';
import type { FlagSnapshot, Serve, Targeting } from '../flag.ts';
import { assignRuleIds, type RuleWithoutId } from './rule-ids.ts';
import { checkTargeting, type targetingInput } from './targeting-input.ts';

/** What is null stays as it is. */
export interface TargetingUpdate {
  enabled: boolean | null;
  rules: RuleWithoutId[] | null;
  fallthrough: Serve | null;
  offVariation: string | null;
}

/** The update that an input asks for, with what may be left out filled in. */
export function toTargetingUpdate({
  enabled,
  rules,
  fallthrough,
  offVariation,
}: z.output<z.ZodObject<typeof targetingInput>>): TargetingUpdate {
  const asked = rules?.map(({ id, description, clauses, serve }) => ({
    id: id ?? null,
    description: description ?? null,
    clauses: clauses.map((clause) => ({
      ...clause,
      values: clause.values ?? [],
      negate: clause.negate ?? false,
    })),
    serve,
  }));
  return {
    enabled: enabled ?? null,
    rules: asked ?? null,
    fallthrough: fallthrough ?? null,
    offVariation: offVariation ?? null,
  };
}

/** The behaviour after an update. Fails with InvalidInputError when the flag, as it is, cannot behave so. */
export function updateTargeting(
  { enabled, rules, fallthrough, offVariation }: TargetingUpdate,
  present: Targeting,
  { variations }: Pick<FlagSnapshot, 'variations'>,
  newRuleId: () => string,
): Targeting {
  const after = {
    enabled: enabled ?? present.enabled,
    rules: rules ? assignRuleIds(rules, present.rules, newRuleId) : present.rules,
    fallthrough: fallthrough ?? present.fallthrough,
    offVariation: offVariation ?? present.offVariation,
  };
  // Rules that stay were checked when they were saved. A limit that is newer than they are must not keep a flag from being
  // switched off.
  const asked = rules ? after : { ...after, rules: [] };
  rejectIfAny(checkTargeting(asked, variations));
  return after;
}
