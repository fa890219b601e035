/** From flags as they are stored to the form of rulesets: their behaviour in one environment, and nothing that is written for people. */

import type { FlagRules } from 'gogreen-engine';
import type { FlagSnapshot, Targeting } from '../flags/flag.ts';
import { defaultTargeting, type TargetingByEnvironment } from '../flags/targeting/targeting.ts';

/** What evaluation needs of a flag. */
export type EvaluatedFlag = Pick<FlagSnapshot, 'kind' | 'lifecycle' | 'variations'>;

/** A flag with what decides in all environments, and the names and descriptions that people gave to it. */
export interface StoredRules extends EvaluatedFlag {
  key: string;
  targeting: TargetingByEnvironment;
  /** Of its JSON, in characters. */
  length: number;
}

/** How the flag behaves in an environment, also where it was never changed. */
export function targetingIn(flag: StoredRules, environmentId: string): Targeting {
  return flag.targeting[environmentId] ?? defaultTargeting(flag);
}

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
