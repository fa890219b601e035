import { isNumber, type Operator } from 'gogreen-engine';
import type { OperatorDefinition } from './definition.ts';
import { checkNumber } from './values.ts';

export const numberOperators = {
  NUMBER_EQUALS: compareNumbers('equal to', '=', '!='),
  NUMBER_GREATER: compareNumbers('greater than', '>', 'NOT >'),
  NUMBER_GREATER_OR_EQUAL: compareNumbers('greater than or equal to', '>=', 'NOT >='),
  NUMBER_LESS: compareNumbers('less than', '<', 'NOT <'),
  NUMBER_LESS_OR_EQUAL: compareNumbers('less than or equal to', '<=', 'NOT <='),
  NUMBER_BETWEEN: {
    description:
      'The attribute is a number from the first value to the second, both included. ' +
      'Takes two numbers, the lower one first; strings that look like numbers do not match.',
    values: {
      kind: 'NUMBER',
      min: 2,
      max: 2,
      check: checkNumber,
      checkTogether: ([low, high]) =>
        isNumber(low) && isNumber(high) && low > high
          ? `must give the lower number first: [${high}, ${low}]`
          : null,
    },
    words: { positive: 'BETWEEN', negated: 'NOT BETWEEN', values: 'RANGE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareNumbers(relation: string, positive: string, negated: string): OperatorDefinition {
  return {
    description: `The attribute is a number ${relation} the value. Takes one number; strings that look like numbers do not match.`,
    values: { kind: 'NUMBER', min: 1, max: 1, check: checkNumber },
    words: { positive, negated, values: 'ONE' },
  };
}
