/** The types of values and attributes that operators compare. */

import type { JsonValue } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';

export const isScalar = (value: JsonValue | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || isNumber(value);

/** A number that is safe to compare: JSON such as 1e999 parses to Infinity. */
export const isNumber = (value: JsonValue | undefined): value is number => Number.isFinite(value);

export const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';

/**
 * A scalar that can be told from others. Numbers beyond 2^53 cannot: parsing has rounded them, so they may equal a value that
 * was written differently.
 */
export const isExact = (value: JsonValue | undefined): value is string | number | boolean =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER);

/** How many values an operator takes, and of which type. `noun` is for the message: "a number". */
interface Expected<Value extends JsonValue> {
  min?: number;
  max?: number;
  is: (value: JsonValue) => value is Value;
  noun: string;
}

/** The values, all of the type. Throws UnreadableError when one is not, or when there are too few or too many. */
export function readValues<Value extends JsonValue>(
  values: readonly JsonValue[],
  { min = 1, max = Number.POSITIVE_INFINITY, is, noun }: Expected<Value>,
): readonly Value[] {
  if (!Array.isArray(values) || values.length < min || values.length > max) {
    const count = max === Number.POSITIVE_INFINITY ? `${min} or more values` : `${max} values`;
    throw new UnreadableError(`takes ${count}, each of them ${noun}`);
  }
  const wrong = values.findIndex((value) => !is(value));
  if (wrong !== -1) throw new UnreadableError(`value ${wrong + 1} is not ${noun}`);
  return values;
}

/** The only value. */
export function readValue<Value extends JsonValue>(
  values: readonly JsonValue[],
  expected: Pick<Expected<Value>, 'is' | 'noun'>,
): Value {
  const [value] = readValues(values, { ...expected, max: 1 });
  if (value === undefined) throw new UnreadableError(`takes ${expected.noun}`);
  return value;
}
