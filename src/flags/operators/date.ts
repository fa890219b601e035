import { type Operator, parseMoment } from 'gogreen-engine';
import type { JsonValue } from '../flag.ts';
import type { OperatorDefinition } from './definition.ts';

export const dateOperators = {
  DATE_BEFORE: compareDates('before', 'BEFORE'),
  DATE_AFTER: compareDates('after', 'AFTER'),
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareDates(relation: string, word: string): OperatorDefinition {
  return {
    description:
      `The attribute is a moment ${relation} the value: an ISO 8601 string with a zone ("2026-03-04T12:00Z", ` +
      '"2026-03-04 13:00:00.123456+01", "20260304T120000Z"), a date alone, which is midnight UTC, or a number of ' +
      'milliseconds since 1970. Takes one ISO 8601 string, in the same forms.',
    values: { kind: 'DATE', min: 1, max: 1, check: checkDate },
    words: { positive: word, negated: `NOT ${word}`, values: 'ONE' },
  };
}

function checkDate(value: JsonValue): string | null {
  if (typeof value === 'string' && parseMoment(value) !== null) return null;
  return 'must be a date with time and zone such as "2026-03-04T12:00:00Z", or a date such as "2026-03-04"';
}
