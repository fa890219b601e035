/** Why an evaluation came out as it did: every rule with what the context had for each of its clauses. */

import type { Clause, JsonValue, Rule, Targeting } from '../flag.ts';
import { type Context, matchesClause } from '../targeting/clause.ts';
import type { MatchPattern } from '../targeting/safe-regex.ts';

export interface RuleTrace {
  rule: Rule;
  /** Whether all its clauses match. The first such rule decides. */
  matched: boolean;
  clauses: ClauseTrace[];
}

export interface ClauseTrace {
  clause: Clause;
  /** Null when the context has no such attribute. */
  actual: JsonValue;
  matched: boolean;
}

/** The rules in their order, those after the one that decides as well. */
export function traceRules({ rules }: Targeting, context: Context, matchPattern: MatchPattern): RuleTrace[] {
  return rules.map((rule) => {
    const clauses = rule.clauses.map((clause) => ({
      clause,
      actual: Object.hasOwn(context, clause.attribute) ? (context[clause.attribute] ?? null) : null,
      matched: matchesClause(clause, context, matchPattern),
    }));
    return { rule, matched: clauses.every(({ matched }) => matched), clauses };
  });
}
