import { type CompileOperator, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asNumber, isNumber, readValues } from './values.ts';

export const numberOperators = {
  NUMBER_EQUALS: compareWith((value) => (attribute) => attribute === value),
  NUMBER_GREATER: compareWith((value) => (attribute) => attribute > value),
  NUMBER_GREATER_OR_EQUAL: compareWith((value) => (attribute) => attribute >= value),
  NUMBER_LESS: compareWith((value) => (attribute) => attribute < value),
  NUMBER_LESS_OR_EQUAL: compareWith((value) => (attribute) => attribute <= value),
  NUMBER_BETWEEN(values) {
    const [low = 0, high = 0] = readValues(values, { min: 2, max: 2, is: isNumber, noun: 'a number' });
    return onType(asNumber, (attribute) => low <= attribute && attribute <= high);
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function compareWith(test: (value: number) => (attribute: number) => boolean): CompileOperator {
  return (values) => {
    const [value = 0] = readValues(values, { max: 1, is: isNumber, noun: 'a number' });
    return onType(asNumber, test(value));
  };
}
