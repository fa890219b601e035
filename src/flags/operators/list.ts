import type { Operator } from 'gogreen-engine';
import type { OperatorDefinition } from './definition.ts';
import { checkScalar } from './values.ts';

const maxListed = 1_000;
const values = { kind: 'SCALAR' as const, min: 1, max: maxListed, check: checkScalar };

export const listOperators = {
  IN: {
    description: `The attribute is exactly one of the values, of the same type. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    words: { positive: 'IN', negated: 'NOT IN', values: 'LIST' },
  },
  NOT_IN: {
    description: `The same as IN negated: a context without the attribute matches, one where it is a list or an object does not. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    words: { positive: 'NOT IN', negated: 'IN', values: 'LIST' },
  },
  // "HAS", because CONTAINS speaks of text.
  CONTAINS_ANY: {
    description: `The attribute is a list that has at least one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    words: { positive: 'HAS ANY OF', negated: 'HAS NONE OF', values: 'LIST' },
  },
  CONTAINS_ALL: {
    description: `The attribute is a list that has every one of the values. Takes 1 to ${maxListed} strings, numbers or booleans.`,
    values,
    words: { positive: 'HAS ALL OF', negated: 'DOES NOT HAVE ALL OF', values: 'LIST' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;
