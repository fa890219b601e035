import { operatorNames } from 'gogreen-engine';
import type { Issue } from '../../platform/errors.ts';
import type { Clause, JsonValue } from '../flag.ts';
import type { ValueRule } from '../operators/definition.ts';
import { operators } from '../operators/registry.ts';
import { checkAttributeName } from './attribute-name.ts';

/** Everything that is wrong with a clause; paths are below the clause: `attribute`, `operator`, `values`, `values.1`. */
export function checkClause({ attribute, operator, values }: Clause): Issue[] {
  const issues: Issue[] = [];
  const attributeProblem = checkAttributeName(attribute);
  if (attributeProblem) issues.push({ path: 'attribute', message: attributeProblem });
  if (!Object.hasOwn(operators, operator)) {
    return [...issues, { path: 'operator', message: `must be one of ${operatorNames.join(', ')}` }];
  }
  return [...issues, ...checkValues(operator, operators[operator].values, values)];
}

function checkValues(name: string, rule: ValueRule, values: JsonValue[]): Issue[] {
  const { length } = values;
  if (length < rule.min || length > rule.max) {
    return [{ path: 'values', message: `${name} takes ${describeCount(rule)}, not ${length}` }];
  }
  const issues = values.flatMap((value, index) => {
    const problem = rule.check(value);
    return problem ? [{ path: `values.${index}`, message: `${problem} (${name})` }] : [];
  });
  const together = issues.length === 0 ? rule.checkTogether?.(values) : null;
  return together ? [{ path: 'values', message: `${together} (${name})` }] : issues;
}

function describeCount({ min, max }: ValueRule): string {
  if (max === 0) return 'no values';
  if (min === max) return `exactly ${min} ${min === 1 ? 'value' : 'values'}`;
  return `${min} to ${max} values`;
}
