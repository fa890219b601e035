import { type Asked, type CompileOptions, isMissing } from '../options.ts';
import type { JsonValue } from '../ruleset.ts';

/**
 * One operator: reads the values of a clause once, and answers with the test on its attribute. Throws UnreadableError when
 * the values are none that it takes; the flag then fails alone. Negation is not its business: the clause inverts true and
 * false.
 */
export type CompileOperator = (values: readonly JsonValue[], options: CompileOptions) => AttributeTest;

/**
 * Whether an attribute passes; `undefined` and null are a missing attribute. The result is null when the attribute is there
 * but is nothing that the operator can compare, such as "yesterday" with a date. Such a clause does not hold, negated or not:
 * what nobody can read must not count as the opposite of what a rule is looking for. Never throws by itself, whatever the
 * context holds.
 */
export type AttributeTest = (attribute: JsonValue | undefined, asked: Asked) => boolean | null;

/** The answer for an attribute that is not of the type that the operator compares: one that is missing does not pass. */
export function ofAnotherType(attribute: JsonValue | undefined): false | null {
  return isMissing(attribute) ? false : null;
}
