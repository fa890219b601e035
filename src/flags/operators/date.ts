import { z } from 'zod';
import type { JsonValue } from '../flag.ts';
import type { OperatorDefinition } from './definition.ts';
import type { Operator } from './operator.ts';
import { isNumber } from './values.ts';

/** Without a zone the moment would depend on the machine that evaluates; a date alone is midnight UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const dateOperators = {
  DATE_BEFORE: compareDates('before', 'BEFORE', (attribute, value) => attribute < value),
  DATE_AFTER: compareDates('after', 'AFTER', (attribute, value) => attribute > value),
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;

function compareDates(
  relation: string,
  word: string,
  test: (attribute: number, value: number) => boolean,
): OperatorDefinition {
  return {
    description:
      `The attribute is a moment ${relation} the value: an ISO 8601 string, or a number of milliseconds since 1970. ` +
      'Takes one ISO 8601 string with a zone ("2026-03-04T12:00:00Z"), or a date alone, which is midnight UTC.',
    values: { min: 1, max: 1, check: checkDate },
    matches: (attribute, [value]) => {
      const [left, right] = [isNumber(attribute) ? attribute : parseMoment(attribute), parseMoment(value)];
      return left !== null && right !== null && test(left, right);
    },
    words: { positive: word, negated: `NOT ${word}`, values: 'ONE' },
  };
}

function checkDate(value: JsonValue): string | null {
  if (parseMoment(value) !== null) return null;
  return 'must be a date with time and zone such as "2026-03-04T12:00:00Z", or a date such as "2026-03-04"';
}

/** Milliseconds since 1970, or null. */
function parseMoment(value: JsonValue | undefined): number | null {
  const text = moment.safeParse(value);
  return text.success ? Date.parse(text.data) : null;
}
