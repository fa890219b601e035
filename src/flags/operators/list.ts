import type { JsonValue } from '../flag.ts';
import type { OperatorDefinition } from './definition.ts';
import type { Operator } from './operator.ts';
import { checkScalar, isScalar } from './values.ts';

const maxListed = 1_000;
const values = { min: 1, max: maxListed, check: checkScalar };

export const listOperators = {
  IN: {
    description: `The attribute is exactly one of the values, of the same type. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: isIn,
    words: { positive: 'IN', negated: 'NOT IN', values: 'LIST' },
  },
  NOT_IN: {
    description: `The same as IN negated, so a context without the attribute matches. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: (attribute, listed) => !isIn(attribute, listed),
    words: { positive: 'NOT IN', negated: 'IN', values: 'LIST' },
  },
  // "HAS", because CONTAINS speaks of text.
  CONTAINS_ANY: {
    description: `The attribute is a list that has at least one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: (attribute, listed) => {
      const elements = asSet(attribute);
      return elements !== null && listed.some((value) => elements.has(value));
    },
    words: { positive: 'HAS ANY OF', negated: 'HAS NONE OF', values: 'LIST' },
  },
  CONTAINS_ALL: {
    description: `The attribute is a list that has every one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    matches: (attribute, listed) => {
      const elements = asSet(attribute);
      return elements !== null && listed.every((value) => elements.has(value));
    },
    words: { positive: 'HAS ALL OF', negated: 'DOES NOT HAVE ALL OF', values: 'LIST' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function isIn(attribute: JsonValue | undefined, listed: readonly JsonValue[]): boolean {
  return isScalar(attribute) && listed.includes(attribute);
}

/** A set, so that two long lists compare in linear time. */
const asSet = (attribute: JsonValue | undefined) => (Array.isArray(attribute) ? new Set(attribute) : null);
