/** JSON values, and what of JSON and text Postgres can keep. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

const MAX_DEPTH = 32;

/** Why Postgres could not store this text, as a phrase; null when it can. */
export function textFault(text: string): string | null {
  if (text.includes('\u0000')) return 'must not contain U+0000; remove it';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair; send whole characters';
  return null;
}

/** Why this value cannot be stored and sent unchanged, as a phrase; null when it can. */
export function jsonFault(value: JsonValue, depth = 0): string | null {
  if (depth > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
  if (typeof value === 'string') return textFault(value);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'must be a finite number';
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const fault = (Array.isArray(value) ? null : textFault(key)) ?? jsonFault(item, depth + 1);
    if (fault) return fault;
  }
  return null;
}
