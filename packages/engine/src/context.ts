import type { Context } from './ruleset.ts';

/** Of an evaluation context as JSON. */
export const MAX_CONTEXT_KIB = 64;

const MAX_CONTEXT_BYTES = MAX_CONTEXT_KIB * 1024;
const MAX_DEPTH = 32;
const encoder = new TextEncoder();

/**
 * What is wrong with the context of an evaluation, as a phrase, or null: it has to be an object of attributes, JSON that is
 * not too deep and not too large.
 */
export function checkContext(context: unknown): string | null {
  if (!isContext(context)) return 'must be an object of attributes, such as {"userId": "42"}';
  if (isDeeperThan(context, MAX_DEPTH)) return `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
  try {
    const json = JSON.stringify(context);
    // A character of UTF-16 takes one to three bytes.
    if (json.length * 3 <= MAX_CONTEXT_BYTES) return null;
    const isTooLarge = json.length > MAX_CONTEXT_BYTES || encoder.encode(json).length > MAX_CONTEXT_BYTES;
    return isTooLarge ? `must be at most ${MAX_CONTEXT_KIB} KiB as JSON` : null;
  } catch {
    return 'must be JSON: text, numbers, true, false, null, lists and objects';
  }
}

/** Whether it is an object of attributes, whatever these are. */
export function isContext(context: unknown): context is Context {
  return typeof context === 'object' && context !== null && !Array.isArray(context);
}

/** An object that contains itself is deeper than anything. */
function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth <= 0 || Object.values(value).some((item) => isDeeperThan(item, depth - 1));
}
