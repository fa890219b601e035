/**
 * Rules, serves and variations as they are shown: with the variation itself where the flag has its key. Changes keep
 * them in this form, so that the log stays readable after a variation is renamed or gone.
 */

import type { Clause, FlagSnapshot, JsonValue, Rule, Serve, Variation } from '../flag.ts';

export type ShownVariation = Variation;
export type ShownFlag = FlagSnapshot;

export type ShownServe =
  | { __typename: 'VariationServe'; variation: ShownVariation }
  | {
      __typename: 'RolloutServe';
      bucketBy: string;
      weights: { variation: ShownVariation; weight: number }[];
    };

export interface ShownRule {
  id: string;
  description: string | null;
  clauses: Clause[];
  serve: ShownServe;
}

/** The variation with that key. Every key that is stored belongs to a variation: removing one in use is refused. */
export function showVariation(key: string, variations: Variation[]): ShownVariation {
  const variation = variations.find((candidate) => candidate.key === key);
  return variation ?? { key, name: key, description: null, value: null satisfies JsonValue };
}

export function showServe(serve: Serve, variations: Variation[]): ShownServe {
  if ('variation' in serve) {
    return { __typename: 'VariationServe', variation: showVariation(serve.variation, variations) };
  }
  const { bucketBy, weights } = serve.rollout;
  return {
    __typename: 'RolloutServe',
    bucketBy,
    weights: weights.map(({ variation, weight }) => ({
      variation: showVariation(variation, variations),
      weight,
    })),
  };
}

/** A stored change with the field names of GraphQL, where a rule of the past has no `id` but a `ruleId`. */
export function showChange(change: Record<string, unknown>): Record<string, unknown> {
  const { ruleBefore, ruleAfter, ...rest } = change as { ruleBefore?: ShownRule; ruleAfter?: ShownRule };
  return {
    ...rest,
    ...(ruleBefore ? { ruleBefore: snapshotOf(ruleBefore) } : {}),
    ...(ruleAfter ? { ruleAfter: snapshotOf(ruleAfter) } : {}),
  };
}

function snapshotOf({ id, ...rule }: ShownRule): Omit<ShownRule, 'id'> & { ruleId: string } {
  return { ruleId: id, ...rule };
}

export function showRule({ id, description, clauses, serve }: Rule, variations: Variation[]): ShownRule {
  return { id, description, clauses, serve: showServe(serve, variations) };
}
