/** What the editor knows of an operator: its word, and which values it takes. The server checks all of it again. */

import type { Operator } from '../../gql/graphql.ts';

export interface OperatorInfo {
  operator: Operator;
  label: string;
  valueKind: string;
  maxValues: number | null;
}

const NAMES =
  'EQUALS IN NOT_IN CONTAINS STARTS_WITH ENDS_WITH MATCHES_REGEX CONTAINS_ANY CONTAINS_ALL NUMBER_EQUALS NUMBER_GREATER NUMBER_GREATER_OR_EQUAL NUMBER_LESS NUMBER_LESS_OR_EQUAL NUMBER_BETWEEN SEMVER_EQUALS SEMVER_GREATER SEMVER_GREATER_OR_EQUAL SEMVER_LESS SEMVER_LESS_OR_EQUAL DATE_BEFORE DATE_AFTER EXISTS';
const ALL: OperatorInfo[] = NAMES.split(' ').map((name) => ({
  operator: name as Operator,
  label: name.toLowerCase().replaceAll('_', ' '),
  valueKind: name.startsWith('NUMBER') ? 'NUMBER' : 'ANY',
  maxValues: name === 'EXISTS' ? 0 : null,
}));

export function useOperators(): OperatorInfo[] {
  return ALL;
}

/** What somebody typed, as the value of a clause. Quotes make a text of what would be a number. */
export function parseValue(text: string, valueKind: string): unknown {
  const trimmed = text.trim();
  if (valueKind === 'NUMBER')
    return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
  if (valueKind !== 'ANY') return trimmed;
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** A value as `parseValue` reads it again. */
export function showValue(value: unknown, valueKind: string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return valueKind === 'ANY' && parseValue(value, valueKind) !== value ? `"${value}"` : value;
}
