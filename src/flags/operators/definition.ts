import type { JsonValue } from '../flag.ts';

/**
 * Everything there is to know about one operator besides how it matches, which is in gogreen-engine. A new operator is a name
 * and a test there, and one of these.
 */
export interface OperatorDefinition {
  /** One or two sentences for the API: what is tested, and which values it takes. */
  description: string;
  values: ValueRule;
  words: OperatorWords;
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
