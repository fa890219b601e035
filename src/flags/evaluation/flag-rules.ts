/** A flag as the engine evaluates it: its behaviour in one environment, and nothing that is written for people. */

import type { FlagRules } from 'gogreen-engine';
import type { FlagSnapshot, Targeting } from '../flag.ts';

/** What evaluation needs of a flag. */
export type EvaluatedFlag = Pick<FlagSnapshot, 'kind' | 'lifecycle' | 'variations'>;

/** The form of rulesets. */
export function toFlagRules({ kind, lifecycle, variations }: EvaluatedFlag, targeting: Targeting): FlagRules {
  const { enabled, rules, fallthrough, offVariation } = targeting;
  return {
    kind,
    on: enabled,
    ...(lifecycle === 'ARCHIVED' ? { archived: true } : {}),
    rules: rules.map(({ id, clauses, serve }) => ({
      id,
      clauses: clauses.map(({ negate, ...clause }) => (negate ? { ...clause, negate } : clause)),
      serve,
    })),
    fallthrough,
    off: offVariation,
    variations: variations.map(({ key, value }) => ({ key, value })),
  };
}
