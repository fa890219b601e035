/** Rules and serves as they are asked for. */

import { operatorNames } from 'gogreen-engine';
import { MAX_PATTERN_WEIGHT, weighPatterns } from 'gogreen-engine/patterns';
import { z } from 'zod';
import type { Issue } from '../../platform/errors.ts';
import { json, text } from '../../platform/input/input.ts';
import { withoutMinusZero } from '../../platform/input/json.ts';
import { MAX_DESCRIPTION_LENGTH } from '../../platform/input/limits.ts';
import type { Rule, Serve, Targeting, Variation } from '../flag.ts';
import { MAX_CLAUSES, MAX_RULES, MAX_WEIGHTS } from '../limits.ts';
import { checkClause } from './clause.ts';
import { checkRollout } from './rollout.ts';

const serveInput = z
  .object({
    variation: z.string().nullish(),
    rollout: z
      .object({
        bucketBy: z.string(),
        weights: z
          .array(z.object({ variation: z.string(), weight: z.number().transform(withoutMinusZero) }))
          .max(MAX_WEIGHTS, `at most ${MAX_WEIGHTS} weights`),
      })
      .nullish(),
  })
  .transform(({ variation, rollout }, context): Serve => {
    if (rollout) return { rollout };
    if (variation != null) return { variation };
    context.addIssue({ code: 'custom', message: 'must name a variation or a rollout' });
    return z.NEVER;
  });

export const targetingInput = {
  enabled: z.boolean().nullish(),
  rules: z
    .array(
      z.object({
        id: z.string().nullish(),
        description: text(MAX_DESCRIPTION_LENGTH).nullish(),
        clauses: z
          .array(
            z.object({
              attribute: z.string(),
              operator: z.enum(operatorNames),
              values: z.array(json).nullish(),
              negate: z.boolean().nullish(),
            }),
          )
          .min(1, 'needs at least one clause; what applies to everyone is the fallthrough')
          .max(MAX_CLAUSES, `at most ${MAX_CLAUSES} clauses`),
        serve: serveInput,
      }),
    )
    .max(MAX_RULES, `at most ${MAX_RULES} rules`)
    .nullish(),
  fallthrough: serveInput.nullish(),
  offVariation: z.string().nullish(),
};

/** What is wrong with a behaviour, given the flag's variations; paths are those of the input. */
export function checkTargeting(
  { rules, fallthrough, offVariation }: Targeting,
  variations: Variation[],
): Issue[] {
  const keys = variations.map(({ key }) => key);
  const ruleIssues = rules.flatMap((rule, index) => [
    ...rule.clauses.flatMap((clause, place) =>
      withPath(`rules.${index}.clauses.${place}`, checkClause(clause)),
    ),
    ...withPath(`rules.${index}.serve`, checkServe(rule.serve, keys)),
  ]);
  return [
    ...ruleIssues,
    ...(ruleIssues.length === 0 ? checkPatterns(rules) : []),
    ...withPath('fallthrough', checkServe(fallthrough, keys)),
    ...withPath('offVariation', checkKey(offVariation, keys)),
  ];
}

/** All patterns together: each of them is fine. */
function checkPatterns(rules: Rule[]): Issue[] {
  const clauses = rules.flatMap((rule) =>
    rule.clauses.filter(({ operator }) => operator === 'MATCHES_REGEX'),
  );
  const weight = weighPatterns(
    clauses.map(({ attribute, values }) => ({ attribute, pattern: String(values[0]) })),
  );
  if (weight <= MAX_PATTERN_WEIGHT) return [];
  const message = `the regular expressions weigh ${weight} together (200 each, and the steps they compile to), at most ${MAX_PATTERN_WEIGHT} are allowed; use CONTAINS, STARTS_WITH, ENDS_WITH or IN where they do`;
  return [{ path: 'rules', message }];
}

function checkServe(serve: Serve, keys: string[]): Issue[] {
  if ('rollout' in serve) return withPath('rollout', checkRollout(serve.rollout, keys));
  return withPath('variation', checkKey(serve.variation, keys));
}

function checkKey(key: string, keys: string[]): Issue[] {
  if (keys.includes(key)) return [];
  return [
    {
      path: '',
      message: `the flag has no variation "${key}"; it has ${keys.map((k) => `"${k}"`).join(', ')}`,
    },
  ];
}

function withPath(path: string, issues: Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, path: issue.path ? `${path}.${issue.path}` : path }));
}
