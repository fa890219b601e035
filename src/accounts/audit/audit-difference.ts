/** What a command has changed, as the audit log tells it: by field, and only what is different. */

import { isDeepStrictEqual } from 'node:util';

/** What something is, by field. A field that is missing counts as null. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Difference {
  before: Fields;
  after: Fields;
}

/** Null: nothing is different, so there is nothing to tell. */
export function differenceOf(before: Fields, after: Fields): Difference | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const different = names.filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null));
  if (different.length === 0) return null;
  const pick = (fields: Fields) => Object.fromEntries(different.map((name) => [name, fields[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
