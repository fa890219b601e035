/** JSON values, and which JSON and text Postgres can store. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

const MAX_DEPTH = 32;

/** Number of Unicode code points, so that an emoji counts once. All limits on text are in this unit. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

/** Why Postgres cannot store this text, as a phrase; null if it can. */
export function textIssue(text: string): string | null {
  if (text.includes('\u0000')) return 'must not contain U+0000; remove it';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair; send whole characters';
  return null;
}

/** Why this value cannot be stored and sent unchanged, as a phrase; null if it can. */
export function jsonIssue(value: JsonValue): string | null {
  return depthIssue(value) ?? contentIssue(value);
}

/** Why this value is nested too deeply for recursion, as a phrase; null if it is not. */
export function depthIssue(value: JsonValue, depth = 0): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
  for (const item of Object.values(value)) {
    const issue = depthIssue(item, depth + 1);
    if (issue) return issue;
  }
  return null;
}

/**
 * Why a number may not be the one that was written, as a phrase; null if it is. Parsing JSON rounds integers beyond 2^53:
 * 9007199254740993 arrives as 9007199254740992.
 */
export function numberIssue(value: number): string | null {
  if (!Number.isFinite(value)) return 'must be a finite number';
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return null;
  return `must be from -${Number.MAX_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, as larger numbers lose digits; write it in quotes`;
}

function contentIssue(value: JsonValue): string | null {
  if (typeof value === 'string') return textIssue(value);
  if (typeof value === 'number') return numberIssue(value);
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const issue = (Array.isArray(value) ? null : textIssue(key)) ?? contentIssue(item);
    if (issue) return issue;
  }
  return null;
}

/**
 * The value as it will be read back: 0 for -0, and plain objects, unlike those that graphql-js creates for literals.
 * Without it, sending the stored value again would count as a change. Only for values that can be stored.
 */
export function plainJson(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

/** JSON reads -0 back as 0: stored as it was sent, it would look like a change each time that it is sent again. */
export function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value;
}
