import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

/**
 * Regular expressions from users, matched in time linear in the text: RE2 never backtracks. Linear still means up to
 * one step per character and instruction, hence the limit on compiled size; 1,000 leaves room for any pattern that
 * a person can read.
 */
const maxInstructions = 1_000;

/** Compiled patterns hold up to a few megabytes each once used, so only the latest ones are kept. */
const maxCompiled = 200;
const compiled = new LRUCache<string, RE2JS>({
  max: maxCompiled,
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

/** Whether the pattern is found anywhere in the text. Throws when it does not compile: `checkPattern` runs at save. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compiled.memo(pattern).test(text);
}
