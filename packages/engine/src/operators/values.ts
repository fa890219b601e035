/** What values and attributes are: as types that operators compare. */

import type { JsonValue } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';

export const isScalar = (value: JsonValue | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || isNumber(value);

/** A number that is safe to compare: JSON such as 1e999 parses to Infinity. */
export const isNumber = (value: JsonValue | undefined): value is number => Number.isFinite(value);

/** Attributes as the types that operators compare; null for another type. */
/** Without numbers beyond 2^53: parsing has rounded them, so they may equal a value that was written differently. */
export const asScalar = (attribute: JsonValue): string | number | boolean | null =>
  typeof attribute === 'string' ||
  typeof attribute === 'boolean' ||
  (typeof attribute === 'number' && Math.abs(attribute) <= Number.MAX_SAFE_INTEGER)
    ? attribute
    : null;
export const asNumber = (attribute: JsonValue): number | null => (isNumber(attribute) ? attribute : null);
export const asText = (attribute: JsonValue): string | null =>
  typeof attribute === 'string' ? attribute : null;

/** How many values an operator takes, and of which type. `noun` is for the message: "a number". */
interface Expected<Value> {
  min?: number;
  max?: number;
  is: (value: JsonValue) => value is Value & JsonValue;
  noun: string;
}

/** The values, all of the type. Throws UnreadableError when one is not, or when there are too few or too many. */
export function readValues<Value>(
  values: readonly JsonValue[],
  { min = 1, max = Number.POSITIVE_INFINITY, is, noun }: Expected<Value>,
): Value[] {
  if (!Array.isArray(values) || values.length < min || values.length > max) {
    const count = max === Number.POSITIVE_INFINITY ? `${min} or more` : String(max);
    throw new UnreadableError(`takes ${count} values, which are each ${noun}`);
  }
  return values.map((value: JsonValue, index) => {
    if (is(value)) return value;
    throw new UnreadableError(`value ${index + 1} is not ${noun}`);
  });
}

export const isText = (value: JsonValue): value is string => typeof value === 'string';
