/** From flags as they are stored to what evaluation needs of them in one environment. */

import type { FlagRules, Rule, Serve } from 'gogreen-engine';
import type { FlagSnapshot, Targeting } from '../flags/flag.ts';
import { defaultTargeting, type TargetingByEnvironment } from '../flags/targeting/targeting.ts';

/** A flag with what decides, in all environments, and the names and descriptions that people gave to that. */
export interface StoredRules extends Pick<FlagSnapshot, 'key' | 'kind' | 'lifecycle' | 'variations'> {
  targeting: TargetingByEnvironment;
  /** Of its JSON, in characters. */
  length: number;
}

/** How the flag behaves in an environment, also where it was never changed. */
export function targetingIn(flag: StoredRules, environmentId: string): Targeting {
  return flag.targeting[environmentId] ?? defaultTargeting(flag);
}

/** What evaluation needs of a flag that behaves so. */
export function toFlagRules(
  { kind, lifecycle, variations }: Pick<StoredRules, 'kind' | 'lifecycle' | 'variations'>,
  { enabled, rules, fallthrough, offVariation }: Targeting,
): FlagRules {
  return {
    kind,
    on: enabled,
    ...(lifecycle === 'ARCHIVED' ? { archived: true } : {}),
    rules: rules.map(toRule),
    fallthrough: toServe(fallthrough),
    off: offVariation,
    variations: variations.map(({ key, value }) => ({ key, value })),
  };
}

function toRule({ id, clauses, serve }: Targeting['rules'][number]): Rule {
  return {
    id,
    clauses: clauses.map(({ attribute, operator, values, negate }) => ({
      attribute,
      operator,
      values,
      ...(negate ? { negate: true } : {}),
    })),
    serve: toServe(serve),
  };
}

function toServe(serve: Targeting['fallthrough']): Serve {
  if ('variation' in serve) return { variation: serve.variation };
  const { bucketBy, weights } = serve.rollout;
  return {
    rollout: { bucketBy, weights: weights.map(({ variation, weight }) => ({ variation, weight })) },
  };
}
