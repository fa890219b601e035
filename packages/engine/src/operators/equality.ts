import { type CompileOperator, ofAnotherType } from './definition.ts';
import type { Operator } from './operator.ts';
import { isExact, isScalar, readValue } from './values.ts';

export const equalityOperators = {
  EQUALS(values) {
    const value = readValue(values, { is: isScalar, noun: 'a string, a number or a boolean' });
    return (attribute) => (isExact(attribute) ? attribute === value : ofAnotherType(attribute));
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;
