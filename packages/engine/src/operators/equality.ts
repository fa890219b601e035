import { type CompileOperator, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asScalar, isScalar, readValues } from './values.ts';

export const equalityOperators = {
  EQUALS(values) {
    const [value] = readValues(values, { max: 1, is: isScalar, noun: 'a string, a number or a boolean' });
    return onType(asScalar, (attribute) => attribute === value);
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;
