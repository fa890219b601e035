/** Rulesets of one flag, for tests of the engine. */

import {
  type Clause,
  type Context,
  compile,
  type EvaluateOptions,
  type Evaluation,
  type EvaluationFailure,
  type FlagRules,
  type JsonValue,
  RULESET_FORMAT,
  type Ruleset,
  TARGETING_KEY,
} from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';

export function rulesetOf(flags: Record<string, FlagRules>, more: Partial<Ruleset> = {}): Ruleset {
  return {
    format: RULESET_FORMAT,
    project: 'shop',
    environment: 'production',
    version: 1,
    epoch: 'epoch',
    targetingKey: TARGETING_KEY,
    flags,
    ...more,
  };
}

/** A flag that serves "off" while it is off, and "on" to everybody unless the changes say otherwise. */
export function flagOf(changes: Partial<FlagRules> = {}): FlagRules {
  return {
    kind: 'STRING',
    on: true,
    rules: [],
    fallthrough: { variation: 'on' },
    off: 'off',
    variations: ['off', 'on', 'other'].map((key) => ({ key, value: `value of ${key}` })),
    ...changes,
  };
}

export function evaluateFlag(
  flag: FlagRules,
  context: Context,
  { key = 'flag', options }: { key?: string; options?: EvaluateOptions } = {},
): Evaluation | EvaluationFailure {
  return compile(rulesetOf({ [key]: flag }), { compilePattern }).evaluate(key, context, options);
}

/** Whether a rule with only this clause matches. Throws with the details when the flag cannot be evaluated. */
export function matchesClause(clause: Clause, context: Context): boolean {
  const flag = flagOf({ rules: [{ id: 'rule', clauses: [clause], serve: { variation: 'other' } }] });
  const result = evaluateFlag(flag, context);
  if ('errorCode' in result) throw new Error(result.errorDetails);
  return result.reason === 'RULE_MATCH';
}

/** Whether an attribute passes an operator. */
export function matchesAttribute(
  operator: string,
  values: JsonValue[],
  attribute: JsonValue | undefined,
  negate = false,
): boolean {
  const context: Context = attribute === undefined ? {} : { it: attribute };
  return matchesClause({ attribute: 'it', operator, values, ...(negate ? { negate } : {}) }, context);
}
