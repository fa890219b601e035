import { isMissing, type OperatorDefinition } from './definition.ts';
import type { Operator } from './operator.ts';

export const existenceOperators = {
  EXISTS: {
    description: 'The context has the attribute and it is not null. Takes no values.',
    values: { kind: 'NONE', min: 0, max: 0, check: () => null },
    matches: (attribute) => !isMissing(attribute),
    words: { positive: 'EXISTS', negated: 'DOES NOT EXIST', values: 'NONE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;
