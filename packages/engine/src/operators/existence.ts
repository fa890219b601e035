import { isMissing } from '../options.ts';
import type { JsonValue } from '../ruleset.ts';
import type { CompileOperator } from './definition.ts';
import type { Operator } from './operator.ts';
import { readValues } from './values.ts';

export const existenceOperators = {
  EXISTS(values) {
    readValues(values, { min: 0, max: 0, is: (_value): _value is JsonValue => false, noun: 'none' });
    return (attribute) => !isMissing(attribute);
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;
