import { type CompileOperator, ofAnotherType } from './definition.ts';
import type { Operator } from './operator.ts';
import { isNumber, readValue, readValues } from './values.ts';

export const numberOperators = {
  NUMBER_EQUALS: compareNumbers((attribute, value) => attribute === value),
  NUMBER_GREATER: compareNumbers((attribute, value) => attribute > value),
  NUMBER_GREATER_OR_EQUAL: compareNumbers((attribute, value) => attribute >= value),
  NUMBER_LESS: compareNumbers((attribute, value) => attribute < value),
  NUMBER_LESS_OR_EQUAL: compareNumbers((attribute, value) => attribute <= value),
  NUMBER_BETWEEN(values) {
    const [low = 0, high = 0] = readValues(values, { min: 2, max: 2, is: isNumber, noun: 'a number' });
    return (attribute) =>
      isNumber(attribute) ? low <= attribute && attribute <= high : ofAnotherType(attribute);
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function compareNumbers(test: (attribute: number, value: number) => boolean): CompileOperator {
  return (values) => {
    const value = readValue(values, { is: isNumber, noun: 'a number' });
    return (attribute) => (isNumber(attribute) ? test(attribute, value) : ofAnotherType(attribute));
  };
}
