import type { FlagSnapshot, Serve, Targeting, Variation } from '../flag.ts';
import { type Context, matchesClause } from '../targeting/clause.ts';
import { createPatternMatcher, type MatchPattern } from '../targeting/safe-regex.ts';
import { bucketOf, variationOfBucket } from './bucketing.ts';

/** What a context gets, and why. `bucket` is the place in the rollout that decided; null: no rollout did. */
export type Evaluation =
  | { variation: Variation; reason: 'ARCHIVED' | 'OFF' }
  | { variation: Variation; reason: 'RULE_MATCH'; ruleId: string; bucket: number | null }
  | { variation: Variation; reason: 'FALLTHROUGH'; bucket: number | null };

/** What evaluation needs of a flag. */
export type EvaluatedFlag = Pick<FlagSnapshot, 'key' | 'lifecycle' | 'variations'>;

export interface EvaluationInput {
  flag: EvaluatedFlag;
  targeting: Targeting;
  context: Context;
  /** Shared by all flags of an operation, to limit their cost together. Default: a limit for this flag. */
  matchPattern?: MatchPattern;
}

/**
 * Decides which variation a context gets: the off variation when the flag is archived or off, else what the first
 * matching rule serves, else the fallthrough. Throws when the targeting names a variation that the flag lacks, which
 * the checks at save rule out.
 */
export function evaluate({
  flag,
  targeting,
  context,
  matchPattern = createPatternMatcher(),
}: EvaluationInput): Evaluation {
  if (flag.lifecycle === 'ARCHIVED') {
    return { variation: findVariation(flag, targeting.offVariation), reason: 'ARCHIVED' };
  }
  if (!targeting.enabled) return { variation: findVariation(flag, targeting.offVariation), reason: 'OFF' };
  const rule = targeting.rules.find(({ clauses }) =>
    clauses.every((clause) => matchesClause(clause, context, matchPattern)),
  );
  return rule
    ? { ...decide(flag, rule.serve, context), reason: 'RULE_MATCH', ruleId: rule.id }
    : { ...decide(flag, targeting.fallthrough, context), reason: 'FALLTHROUGH' };
}

function decide(flag: EvaluatedFlag, serve: Serve, context: Context) {
  if ('variation' in serve) return { variation: findVariation(flag, serve.variation), bucket: null };
  const { bucketBy, weights } = serve.rollout;
  const bucket = bucketOf(flag.key, Object.hasOwn(context, bucketBy) ? context[bucketBy] : undefined);
  return { variation: findVariation(flag, variationOfBucket(weights, bucket)), bucket };
}

function findVariation(flag: EvaluatedFlag, key: string): Variation {
  const variation = flag.variations.find((candidate) => candidate.key === key);
  if (!variation) throw new Error(`Flag "${flag.key}" has no variation "${key}"`);
  return variation;
}
