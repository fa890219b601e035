/** JSON values, and what of JSON and text Postgres can keep. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

const MAX_DEPTH = 32;

/** How many characters a text has: Unicode code points, so that an emoji counts once. All limits on text count so. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

/** Why Postgres could not store this text, as a phrase; null when it can. */
export function textFault(text: string): string | null {
  if (text.includes('\u0000')) return 'must not contain U+0000; remove it';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair; send whole characters';
  return null;
}

/** Why this value cannot be stored and sent unchanged, as a phrase; null when it can. */
export function jsonFault(value: JsonValue): string | null {
  return depthFault(value) ?? contentFault(value);
}

/** Why this value is nested too deeply to be walked through, as a phrase; null when it is not. */
export function depthFault(value: JsonValue, depth = 0): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
  for (const item of Object.values(value)) {
    const fault = depthFault(item, depth + 1);
    if (fault) return fault;
  }
  return null;
}

function contentFault(value: JsonValue): string | null {
  if (typeof value === 'string') return textFault(value);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'must be a finite number';
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const fault = (Array.isArray(value) ? null : textFault(key)) ?? contentFault(item);
    if (fault) return fault;
  }
  return null;
}

/**
 * The value as it will be read back: 0 for -0, and every object a plain one, which those that GraphQL makes of literals
 * are not. Without it, what is sent again would differ from what is stored. Only for values without a fault.
 */
export function plainJson(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
