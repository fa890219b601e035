/** Why an evaluation came out as it did: every rule with what the context had for each of its clauses. */

import type * as engine from 'gogreen-engine';
import type { Clause, JsonValue, Rule } from '../../flags/flag.ts';

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

/** What the engine found, with the rules as they are stored. Both are in the same order. */
export function showTrace(rules: readonly Rule[], traces: readonly engine.RuleTrace[]): RuleTrace[] {
  return rules.flatMap((rule, index) => {
    const trace = traces[index];
    if (!trace) return [];
    const clauses = rule.clauses.flatMap((clause, at) => {
      const found = trace.clauses[at];
      return found ? [{ clause, ...found }] : [];
    });
    return [{ rule, matched: trace.matched, clauses }];
  });
}
