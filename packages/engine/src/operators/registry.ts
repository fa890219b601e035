import { dateOperators } from './dates.ts';
import type { CompileOperator } from './definition.ts';
import { equalityOperators } from './equality.ts';
import { existenceOperators } from './existence.ts';
import { listOperators } from './lists.ts';
import { numberOperators } from './numbers.ts';
import type { Operator } from './operator.ts';
import { textOperators } from './text.ts';
import { versionOperators } from './versions.ts';

/** Every operator by its name. One that is named in operator.ts and missing here does not compile. */
export const operators: Record<Operator, CompileOperator> = {
  ...equalityOperators,
  ...textOperators,
  ...numberOperators,
  ...versionOperators,
  ...dateOperators,
  ...listOperators,
  ...existenceOperators,
};
