import type { JsonValue } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';
import { type CompileOperator, ofAnotherType } from './definition.ts';
import { parseMoment } from './moment.ts';
import type { Operator } from './operator.ts';
import { isNumber, isText, readValue } from './values.ts';

export const dateOperators = {
  DATE_BEFORE: compareDates((attribute, value) => attribute < value),
  DATE_AFTER: compareDates((attribute, value) => attribute > value),
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function compareDates(test: (attribute: number, value: number) => boolean): CompileOperator {
  return (values) => {
    const text = readValue(values, { is: isText, noun: 'a date in quotes' });
    const moment = parseMoment(text);
    if (moment === null) throw new UnreadableError(`"${text}" is not a date with time and zone, or a date`);
    return (attribute) => {
      const actual = asMoment(attribute);
      return actual === null ? ofAnotherType(attribute) : test(actual, moment);
    };
  };
}

/** Numbers are milliseconds since 1970. */
function asMoment(attribute: JsonValue | undefined): number | null {
  if (isNumber(attribute)) return attribute;
  return isText(attribute) ? parseMoment(attribute) : null;
}
