import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

/**
 * Regular expressions from users, matched in time linear in the text: RE2 never backtracks. Linear still means up to one step
 * per character and instruction, hence the limits on compiled size, on text, and on all patterns together; 1,000 leaves room
 * for any pattern that a person can read.
 */
const maxInstructions = 1_000;

/** In UTF-16 code units. Longer attributes match no pattern, and no negated one. */
export const MAX_PATTERN_TEXT = 1_000;

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

/** Compiled patterns hold up to a few megabytes each once used, so only the latest ones are kept. */
const maxCompiledWeight = 240_000;
const compiled = new LRUCache<string, RE2JS>({
  maxSize: maxCompiledWeight,
  sizeCalculation: weigh,
  memoMethod: (pattern) => RE2JS.compile(pattern),
});

/** What is wrong with the pattern and how to fix it, or null. */
export function checkPattern(pattern: string): string | null {
  try {
    const size = RE2JS.compile(pattern).programSize();
    if (size <= maxInstructions) return null;
    return `must be a simpler pattern: it compiles to ${size} steps, at most ${maxInstructions} are allowed (lower the counts in {…})`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `must be a pattern in RE2 syntax (${reason}); lookaround and backreferences are not supported`;
  }
}

/** Weight of patterns with the attributes that they match, all of which compile; compare with MAX_PATTERN_WEIGHT. */
export function weighPatterns(uses: readonly { attribute: string; pattern: string }[]): number {
  const distinct = new Map(
    uses.map(({ attribute, pattern }) => [JSON.stringify([attribute, pattern]), pattern]),
  );
  return [...distinct.values()].reduce((sum, pattern) => sum + weigh(compiled.memo(pattern)), 0);
}

/** Whether the pattern is found anywhere in the text. Throws when it does not compile: `checkPattern` runs at save. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compiled.memo(pattern).test(text);
}

/** The operation would take too long: its patterns and texts together are over the limit. */
export class PatternCostError extends Error {}

/** Whether the pattern is found anywhere in the text. Throws PatternCostError when the limit is reached. */
export type MatchPattern = (pattern: string, text: string) => boolean;

/**
 * Matching with a limit on the cost of all matches together, for one operation. The same pattern and text are matched once.
 * Patterns must compile: `checkPattern` runs at save.
 */
export function createPatternMatcher(maxCost = MAX_PATTERN_COST): MatchPattern {
  const results = new Map<string, Map<string, boolean>>();
  let cost = 0;
  return (pattern, text) => {
    const ofPattern = results.get(pattern) ?? new Map<string, boolean>();
    results.set(pattern, ofPattern);
    const known = ofPattern.get(text);
    if (known !== undefined) return known;
    cost += weigh(compiled.memo(pattern)) * (text.length + BASE_LENGTH);
    if (cost > maxCost) throw new PatternCostError('the limit on regular expressions is reached');
    const result = matchesPattern(pattern, text);
    ofPattern.set(text, result);
    return result;
  };
}

function weigh(regex: RE2JS): number {
  return regex.programSize() + BASE_WEIGHT;
}
