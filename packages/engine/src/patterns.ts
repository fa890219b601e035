import { RE2JS } from 're2js';
import { MAX_PATTERN_TEXT } from './operators/text.ts';
import type { MatchPattern, PatternTest } from './options.ts';

/**
 * Regular expressions from users, matched in time linear in the text: RE2 never backtracks. Linear still means up to one step
 * per character and instruction, hence the limits on compiled size, on text, and on all patterns together; 1,000 leaves room
 * for any pattern that a person can read.
 */
const MAX_INSTRUCTIONS = 1_000;

/** Cost of a pattern beyond its instructions: matching has a fixed cost per character, too. */
const BASE_WEIGHT = 200;

/** Weight of the patterns of a flag in one environment, each counted once for each attribute: about 45 ordinary ones, or 8 of the largest. */
export const MAX_PATTERN_WEIGHT = 10_000;

/** Characters counted for each match besides those of the text: looking a pattern up, or compiling it, costs as much. */
const BASE_LENGTH = 50;

/**
 * Weight times length of everything that one operation matches: one flag at its limit with the longest texts always fits, or
 * 600 ordinary patterns on e-mail addresses. Some 150 ms in the worst case.
 */
const MAX_PATTERN_COST = MAX_PATTERN_WEIGHT * (MAX_PATTERN_TEXT + BASE_LENGTH);

/** Compiled patterns hold up to a few megabytes each once used, so only those that were used last are kept. */
const MAX_COMPILED_WEIGHT = 240_000;
/** By pattern, the one that was used last at the end. */
const compiled = new Map<string, RE2JS>();
let compiledWeight = 0;

/** What is wrong with the pattern and how to fix it, or null. */
export function checkPattern(pattern: string): string | null {
  try {
    const size = RE2JS.compile(pattern).programSize();
    if (size <= MAX_INSTRUCTIONS) return null;
    return `must be a simpler pattern: it compiles to ${size} steps, at most ${MAX_INSTRUCTIONS} are allowed (lower the counts in {…})`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `must be a pattern in RE2 syntax (${reason}); lookaround and backreferences are not supported`;
  }
}

/** The test of a pattern, for `compile`. Throws when it does not compile. */
export function compilePattern(pattern: string): PatternTest {
  lookUp(pattern);
  return deferPattern(pattern);
}

/**
 * The test of a pattern that is compiled when it is first used: for servers, which have checked their patterns with
 * `checkPattern` when they were saved, and hold more of them than they use. The test throws when the pattern does not compile.
 */
export function deferPattern(pattern: string): PatternTest {
  return (text) => matchesPattern(pattern, text);
}

/** Weight of patterns with the attributes that they match, all of which compile; compare with MAX_PATTERN_WEIGHT. */
export function weighPatterns(uses: readonly { attribute: string; pattern: string }[]): number {
  const distinct = new Map(
    uses.map(({ attribute, pattern }) => [JSON.stringify([attribute, pattern]), pattern]),
  );
  return [...distinct.values()].reduce((sum, pattern) => sum + weigh(lookUp(pattern)), 0);
}

/** Whether the pattern is found anywhere in the text. Throws when it does not compile. */
export function matchesPattern(pattern: string, text: string): boolean {
  return lookUp(pattern).test(text);
}

/** The operation would take too long: its patterns and texts together are over the limit. */
export class PatternCostError extends Error {}

/** Matches patterns until their limit is reached. */
export interface PatternBudget {
  /** For `EvaluateOptions`. Throws PatternCostError when the limit is reached; the evaluation then fails with GENERAL. */
  matchPattern: MatchPattern;
  /** Whether a match was refused. */
  readonly isSpent: boolean;
}

/**
 * Matching with a limit on the cost of all matches together, for one operation. The same pattern and text are matched once.
 * Patterns must compile: `checkPattern` runs at save.
 */
export function createPatternBudget(maxCost = MAX_PATTERN_COST): PatternBudget {
  const results = new Map<string, Map<string, boolean>>();
  let cost = 0;
  return {
    matchPattern(pattern, text) {
      const ofPattern = results.get(pattern) ?? new Map<string, boolean>();
      results.set(pattern, ofPattern);
      const known = ofPattern.get(text);
      if (known !== undefined) return known;
      cost += weigh(lookUp(pattern)) * (text.length + BASE_LENGTH);
      if (cost > maxCost) throw new PatternCostError('the limit on regular expressions is reached');
      const result = matchesPattern(pattern, text);
      ofPattern.set(text, result);
      return result;
    },
    get isSpent() {
      return cost > maxCost;
    },
  };
}

function lookUp(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  const regex = known ?? RE2JS.compile(pattern);
  if (known) compiled.delete(pattern);
  else compiledWeight += weigh(regex);
  compiled.set(pattern, regex);
  for (const [oldest, unused] of compiled) {
    if (compiledWeight <= MAX_COMPILED_WEIGHT) break;
    compiledWeight -= weigh(unused);
    compiled.delete(oldest);
  }
  return regex;
}

function weigh(regex: RE2JS): number {
  return regex.programSize() + BASE_WEIGHT;
}
