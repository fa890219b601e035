import type { JsonValue } from 'gogreen-engine';

/** What a flag serves to a context, in the words of OpenFeature. */
export interface FlagDetails {
  value: JsonValue;
  /** Key of the variation. */
  variation: string;
  /** A reason of OpenFeature, such as `TARGETING_MATCH`. */
  reason: string;
  metadata: Record<string, boolean | string | number>;
}

/** Why there is no value. The codes are those of OpenFeature. */
export interface FlagFailure {
  errorCode:
    | 'FLAG_NOT_FOUND'
    | 'PARSE_ERROR'
    | 'TYPE_MISMATCH'
    | 'INVALID_CONTEXT'
    | 'PROVIDER_NOT_READY'
    | 'GENERAL';
  errorDetails: string;
}

export type FlagAnswer = FlagDetails | FlagFailure;

/** What an application expects of a value. `object` is a JSON object, a list or null. */
export type ValueType = 'boolean' | 'string' | 'number' | 'object';

/** The answer, if its value is of the type. */
export function requireType(key: string, answer: FlagAnswer, type: ValueType): FlagAnswer {
  if ('errorCode' in answer) return answer;
  const { value } = answer;
  const actual = typeof value;
  if (actual !== type) return mismatch(`Flag ${key} serves a value of type ${actual}, not ${type}.`);
  // Beyond this, neighbouring whole numbers are one number in JavaScript: what arrived may not be what was sent.
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return mismatch(`Flag ${key} serves a whole number beyond ±(2^53 − 1), which has no exact form here.`);
  return answer;
}

function mismatch(errorDetails: string): FlagFailure {
  return { errorCode: 'TYPE_MISMATCH', errorDetails };
}

/** The type of a value, as `requireType` wants it. */
export function typeOf(value: JsonValue): ValueType {
  return typeof value as ValueType;
}
