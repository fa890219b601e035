import type { Operator } from 'gogreen-engine';
import type { OperatorDefinition } from './definition.ts';
import { checkScalar } from './values.ts';

export const equalityOperators = {
  EQUALS: {
    description:
      'The attribute is exactly this value, of the same type: "1" is not 1. Takes one string, number or boolean.',
    values: { kind: 'SCALAR', min: 1, max: 1, check: checkScalar },
    words: { positive: 'EQUALS', negated: 'DOES NOT EQUAL', values: 'ONE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;
