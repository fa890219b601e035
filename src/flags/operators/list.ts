import type { JsonValue } from '../flag.ts';
import { type Match, type OperatorDefinition, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asScalar, checkScalar } from './values.ts';

const maxListed = 1_000;
const values = { kind: 'SCALAR' as const, min: 1, max: maxListed, check: checkScalar };
const isIn = onType(asScalar, (attribute, listed) => listed.includes(attribute));

export const listOperators = {
  IN: {
    description: `The attribute is exactly one of the values, of the same type. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: isIn,
    words: { positive: 'IN', negated: 'NOT IN', values: 'LIST' },
  },
  NOT_IN: {
    description: `The same as IN negated: a context without the attribute matches, one where it is a list or an object does not. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: inverted(isIn),
    words: { positive: 'NOT IN', negated: 'IN', values: 'LIST' },
  },
  // "HAS", because CONTAINS speaks of text.
  CONTAINS_ANY: {
    description: `The attribute is a list that has at least one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: onType(asSet, (elements, listed) => listed.some((value) => elements.has(value))),
    words: { positive: 'HAS ANY OF', negated: 'HAS NONE OF', values: 'LIST' },
  },
  CONTAINS_ALL: {
    description: `The attribute is a list that has every one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: onType(asSet, (elements, listed) => listed.every((value) => elements.has(value))),
    words: { positive: 'HAS ALL OF', negated: 'DOES NOT HAVE ALL OF', values: 'LIST' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

/** A set, so that two long lists compare in linear time. */
function asSet(attribute: JsonValue): Set<JsonValue> | null {
  return Array.isArray(attribute) ? new Set(attribute) : null;
}

function inverted(match: Match): Match {
  return (...input) => {
    const result = match(...input);
    return result === null ? null : !result;
  };
}
