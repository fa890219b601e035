import { isMissing } from '../options.ts';
import { UnreadableError } from '../unreadable-error.ts';
import type { CompileOperator } from './definition.ts';
import type { Operator } from './operator.ts';

export const existenceOperators = {
  EXISTS(values) {
    if (values.length > 0) throw new UnreadableError('takes no values');
    return (attribute) => !isMissing(attribute);
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;
