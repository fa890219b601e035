/** Evaluation once more, as plainly as it can be written: what the engine compiles is compared with it. */

import {
  bucketOf,
  type Clause,
  type Context,
  type FlagRules,
  type JsonValue,
  parseMoment,
  type Serve,
} from 'gogreen-engine';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';

/** What a flag serves by the documentation, step by step, with nothing prepared. Only for flags that can be read. */
export function readPlainly(flagKey: string, flag: FlagRules, context: Context): unknown {
  const serve = (variation: string, why: object) => ({ variation, value: variation.toUpperCase(), ...why });
  const decide = (served: Serve, why: object) => {
    if ('variation' in served) return serve(served.variation, why);
    const { bucketBy, weights } = served.rollout;
    const value = attributeOf(context, bucketBy);
    const isUsable =
      ['string', 'boolean', 'number'].includes(typeof value) &&
      value !== '' &&
      value !== Number.POSITIVE_INFINITY;
    const bucket = isUsable ? bucketOf(flagKey, value) : 0;
    let end = 0;
    const share = weights.find(({ weight }) => {
      end += weight;
      return bucket < Math.round(end * 1_000);
    });
    const missing = isUsable ? {} : { missingAttribute: bucketBy };
    return serve(share?.variation ?? 'none', { ...why, bucket, ...missing });
  };
  if (flag.archived) return serve(flag.off, { reason: 'ARCHIVED' });
  if (!flag.on) return serve(flag.off, { reason: 'OFF' });
  for (const rule of flag.rules) {
    if (rule.clauses.every((clause) => holds(clause, attributeOf(context, clause.attribute)))) {
      return decide(rule.serve, { reason: 'RULE_MATCH', ruleId: rule.id });
    }
  }
  return decide(flag.fallthrough, { reason: 'FALLTHROUGH', hasRules: flag.rules.length > 0 });
}

function attributeOf(context: Context, name: string): JsonValue | undefined {
  return Object.hasOwn(context, name) ? context[name] : undefined;
}

function holds({ operator, values, negate }: Clause, attribute: JsonValue | undefined): boolean {
  const result = compareWith(operator, values, attribute);
  return result !== null && result !== (negate === true);
}

/** null: the operator cannot compare the attribute. */
function compareWith(
  operator: string,
  values: JsonValue[],
  attribute: JsonValue | undefined,
): boolean | null {
  if (operator === 'NOT_IN') {
    const isIn = compareWith('IN', values, attribute);
    return isIn === null ? null : !isIn;
  }
  if (attribute === undefined || attribute === null) return false;
  if (operator === 'EXISTS') return true;
  if (operator === 'EQUALS' || operator === 'IN') {
    if (typeof attribute === 'object') return null;
    if (typeof attribute === 'number' && Math.abs(attribute) > 2 ** 53 - 1) return null;
    return values.some((value) => value === attribute);
  }
  if (operator === 'CONTAINS_ANY' || operator === 'CONTAINS_ALL') {
    if (!Array.isArray(attribute)) return null;
    const has = (value: JsonValue) => attribute.some((element) => element === value);
    return operator === 'CONTAINS_ANY' ? values.some(has) : values.every(has);
  }
  if (operator.startsWith('NUMBER_')) {
    return typeof attribute === 'number' ? compareNumbers(operator, values.map(Number), attribute) : null;
  }
  if (operator.startsWith('DATE_')) {
    const moment = typeof attribute === 'string' ? parseMoment(attribute) : attribute;
    const value = parseMoment(String(values[0])) ?? Number.NaN;
    if (typeof moment !== 'number') return null;
    return operator === 'DATE_BEFORE' ? moment < value : moment > value;
  }
  if (typeof attribute !== 'string') return null;
  return compareText(operator, values.map(String), attribute);
}

function compareNumbers(operator: string, [value = 0, high = 0]: number[], attribute: number): boolean {
  switch (operator) {
    case 'NUMBER_EQUALS':
      return attribute === value;
    case 'NUMBER_GREATER':
      return attribute > value;
    case 'NUMBER_GREATER_OR_EQUAL':
      return attribute >= value;
    case 'NUMBER_LESS':
      return attribute < value;
    case 'NUMBER_LESS_OR_EQUAL':
      return attribute <= value;
    case 'NUMBER_BETWEEN':
      return value <= attribute && attribute <= high;
    default:
      throw new Error(`no such operator: ${operator}`);
  }
}

function compareText(operator: string, values: string[], attribute: string): boolean | null {
  switch (operator) {
    case 'CONTAINS':
      return values.some((value) => attribute.includes(value));
    case 'STARTS_WITH':
      return values.some((value) => attribute.startsWith(value));
    case 'ENDS_WITH':
      return values.some((value) => attribute.endsWith(value));
    case 'MATCHES_REGEX':
      return attribute.length > 1_000 ? null : values.some((value) => new RegExp(value, 'u').test(attribute));
    default:
      return compareVersions(operator, values, attribute);
  }
}

function compareVersions(operator: string, [value = '']: string[], attribute: string): boolean | null {
  const parts = /^\s*v?(\d+(?:\.\d+){0,2})([-+]\S*)?\s*$/i.exec(attribute);
  const numbers = parts?.[1]?.split('.') ?? [];
  const version = parse([...numbers, '0', '0'].slice(0, 3).join('.') + (parts?.[2] ?? ''));
  if (!parts || !version) return null;
  const order = compare(version, value);
  const orders: Record<string, boolean> = {
    SEMVER_EQUALS: order === 0,
    SEMVER_GREATER: order > 0,
    SEMVER_GREATER_OR_EQUAL: order >= 0,
    SEMVER_LESS: order < 0,
    SEMVER_LESS_OR_EQUAL: order <= 0,
  };
  return orders[operator] ?? null;
}
