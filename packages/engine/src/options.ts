import type { Context, JsonValue } from './ruleset.ts';

/** Whether the regular expression that it was made from is found anywhere in a text. */
export type PatternTest = (text: string) => boolean;

/** Makes the test of a pattern. Throws when it is none; the message says why. */
export type CompilePattern = (pattern: string) => PatternTest;

/** Whether a pattern is found anywhere in a text. */
export type MatchPattern = (pattern: string, text: string) => boolean;

export interface CompileOptions {
  /**
   * Compiles regular expressions: `compilePattern` or `deferPattern` of gogreen-engine/patterns, an entry point of its own
   * because of its size. Without it a flag that has one fails with PARSE_ERROR.
   */
  compilePattern?: CompilePattern;
}

export interface EvaluateOptions {
  /**
   * Matches regular expressions in place of those that were compiled, to limit what one request costs. What it throws makes
   * the evaluation fail with GENERAL.
   */
  matchPattern?: MatchPattern | undefined;
}

/** What one evaluation has to go by. */
export interface Asked {
  context: Context;
  matchPattern: MatchPattern | undefined;
}

/** `undefined` and null are a missing attribute. */
export function isMissing(attribute: JsonValue | undefined): attribute is null | undefined {
  return attribute === undefined || attribute === null;
}
