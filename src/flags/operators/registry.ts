import type { Operator } from 'gogreen-engine';
import { dateOperators } from './date.ts';
import type { OperatorDefinition } from './definition.ts';
import { equalityOperators } from './equality.ts';
import { existenceOperators } from './existence.ts';
import { listOperators } from './list.ts';
import { numberOperators } from './number.ts';
import { semverOperators } from './semver.ts';
import { textOperators } from './text.ts';

/** Every operator by its name. One that the engine has and is missing here does not compile. */
export const operators: Record<Operator, OperatorDefinition> = {
  ...equalityOperators,
  ...textOperators,
  ...numberOperators,
  ...semverOperators,
  ...dateOperators,
  ...listOperators,
  ...existenceOperators,
};
