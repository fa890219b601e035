import type { JsonValue } from '../flag.ts';
import type { MatchPattern } from '../targeting/safe-regex.ts';

/**
 * Everything there is to know about one operator. A new operator is a name in operator.ts and one of these.
 *
 * Negation is not its business: the clause inverts true and false.
 */
export interface OperatorDefinition {
  /** One or two sentences for the API: what is tested, and which values it takes. */
  description: string;
  values: ValueRule;
  matches: Match;
  words: OperatorWords;
}

/**
 * Whether an attribute passes the test; `undefined` and null are a missing attribute. The result is null when the attribute
 * is there but is nothing that the operator can compare, such as "yesterday" with a date. Such a clause does not hold, negated
 * or not: what nobody can read must not count as the opposite of what a rule is looking for. Never throws, whatever the
 * context holds.
 */
export type Match = (
  attribute: JsonValue | undefined,
  values: readonly JsonValue[],
  matchPattern: MatchPattern,
) => boolean | null;

/**
 * The test for attributes of one type. `read` turns the attribute into what is compared, or null if it is of another type.
 * A missing attribute does not pass.
 */
export function onType<Type>(
  read: (attribute: JsonValue) => Type | null,
  test: (attribute: Type, values: readonly JsonValue[], matchPattern: MatchPattern) => boolean,
): Match {
  return (attribute, values, matchPattern) => {
    if (isMissing(attribute)) return false;
    const comparable = read(attribute);
    return comparable === null ? null : test(comparable, values, matchPattern);
  };
}

export function isMissing(attribute: JsonValue | undefined): attribute is null | undefined {
  return attribute === undefined || attribute === null;
}

/** What the values of an operator are, for an editor. `check` decides. */
export type ValueKind = 'NONE' | 'SCALAR' | 'TEXT' | 'PATTERN' | 'NUMBER' | 'VERSION' | 'DATE';

/** How many values an operator takes, and which. The checks answer with what is wrong and how to fix it, or null. */
export interface ValueRule {
  kind: ValueKind;
  min: number;
  max: number;
  check: (value: JsonValue) => string | null;
  /** Runs when each value alone is fine. */
  checkTogether?: (values: readonly JsonValue[]) => string | null;
}

/**
 * How code-like spells an operator. No two operators that behave differently may share a spelling: a change from one
 * to the other would not show in the diff.
 */
export interface OperatorWords {
  positive: string;
  negated: string;
  /** NONE: no values. ONE: a bare value, and ANY OF a list when there are several. LIST: always a list. RANGE: a AND b. */
  values: 'NONE' | 'ONE' | 'LIST' | 'RANGE';
}
