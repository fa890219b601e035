import { type OperatorDefinition, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asNumber, checkNumber, isNumber } from './values.ts';

export const numberOperators = {
  NUMBER_EQUALS: compareNumbers('equal to', '=', '!=', (attribute, value) => attribute === value),
  NUMBER_GREATER: compareNumbers('greater than', '>', 'NOT >', (attribute, value) => attribute > value),
  NUMBER_GREATER_OR_EQUAL: compareNumbers(
    'greater than or equal to',
    '>=',
    'NOT >=',
    (attribute, value) => attribute >= value,
  ),
  NUMBER_LESS: compareNumbers('less than', '<', 'NOT <', (attribute, value) => attribute < value),
  NUMBER_LESS_OR_EQUAL: compareNumbers(
    'less than or equal to',
    '<=',
    'NOT <=',
    (attribute, value) => attribute <= value,
  ),
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
    matches: onType(
      asNumber,
      (attribute, [low, high]) => isNumber(low) && isNumber(high) && low <= attribute && attribute <= high,
    ),
    words: { positive: 'BETWEEN', negated: 'NOT BETWEEN', values: 'RANGE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareNumbers(
  relation: string,
  positive: string,
  negated: string,
  test: (attribute: number, value: number) => boolean,
): OperatorDefinition {
  return {
    description: `The attribute is a number ${relation} the value. Takes one number; strings that look like numbers do not match.`,
    values: { kind: 'NUMBER', min: 1, max: 1, check: checkNumber },
    matches: onType(asNumber, (attribute, [value]) => isNumber(value) && test(attribute, value)),
    words: { positive, negated, values: 'ONE' },
  };
}
