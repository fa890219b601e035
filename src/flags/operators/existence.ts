import type { Operator } from 'gogreen-engine';
import type { OperatorDefinition } from './definition.ts';

export const existenceOperators = {
  EXISTS: {
    description: 'The context has the attribute and it is not null. Takes no values.',
    values: { kind: 'NONE', min: 0, max: 0, check: () => null },
    words: { positive: 'EXISTS', negated: 'DOES NOT EXIST', values: 'NONE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;
