/** The operators with what an editor of clauses needs to know of them. */

import { type Operator, operatorNames } from 'gogreen-engine';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { OperatorEnum } from '../flag-words.schema.ts';
import type { ValueKind } from './definition.ts';
import { operators } from './registry.ts';

const ValueKindEnum = describedEnum<ValueKind>('OperatorValueKind', 'What the values of an operator are.', {
  NONE: 'It takes no values.',
  SCALAR: 'Strings, numbers or booleans. They match attributes of the same type.',
  TEXT: 'Strings to look for in text.',
  PATTERN: 'A regular expression in RE2 syntax.',
  NUMBER: 'Numbers.',
  VERSION: 'A semantic version such as "1.2.3".',
  DATE: 'A date, or a date with time and zone, in ISO 8601.',
});

const OperatorInfoType = builder.objectRef<Operator>('OperatorInfo').implement({
  description: 'An operator of clauses, and which values it takes.',
  fields: (t) => ({
    operator: t.field({ type: OperatorEnum, description: 'The operator.', resolve: (operator) => operator }),
    label: t.string({
      description: 'How code-like writes it, such as `STARTS WITH`.',
      resolve: (operator) => operators[operator].words.positive,
    }),
    negatedLabel: t.string({
      description: 'How code-like writes it negated, such as `DOES NOT START WITH`.',
      resolve: (operator) => operators[operator].words.negated,
    }),
    description: t.string({
      description: 'What it compares, and which values it takes.',
      resolve: (operator) => operators[operator].description,
    }),
    valueKind: t.field({
      type: ValueKindEnum,
      description: 'What its values are.',
      resolve: (operator) => operators[operator].values.kind,
    }),
    minValues: t.int({
      description: 'The least number of values.',
      resolve: (operator) => operators[operator].values.min,
    }),
    maxValues: t.int({
      description: 'The largest number of values.',
      resolve: (operator) => operators[operator].values.max,
    }),
  }),
});

builder.queryField('operators', (t) =>
  t.field({
    type: [OperatorInfoType],
    description: 'All operators of clauses, in the order of the enum Operator.',
    resolve: () => [...operatorNames],
  }),
);
