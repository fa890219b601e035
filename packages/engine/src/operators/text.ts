import { UnreadableError } from '../unreadable-error.ts';
import { type CompileOperator, ofAnotherType } from './definition.ts';
import type { Operator } from './operator.ts';
import { isText, readValue, readValues } from './values.ts';

/** In UTF-16 code units. Longer attributes match no pattern, and no negated one. */
export const MAX_PATTERN_TEXT = 1_000;

export const textOperators = {
  CONTAINS: anyText((text, part) => text.includes(part)),
  STARTS_WITH: anyText((text, start) => text.startsWith(start)),
  ENDS_WITH: anyText((text, end) => text.endsWith(end)),
  MATCHES_REGEX(values, { compilePattern }) {
    const pattern = readValue(values, { is: isText, noun: 'a string' });
    if (!compilePattern) {
      throw new UnreadableError('needs the option compilePattern, which gogreen-engine/patterns has');
    }
    const test = compilePattern(pattern);
    return (attribute, { matchPattern }) => {
      if (!isText(attribute) || attribute.length > MAX_PATTERN_TEXT) return ofAnotherType(attribute);
      return matchPattern ? matchPattern(pattern, attribute) : test(attribute);
    };
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function anyText(test: (text: string, value: string) => boolean): CompileOperator {
  return (values) => {
    const texts = readValues(values, { is: isText, noun: 'a string' });
    return (attribute) =>
      isText(attribute) ? texts.some((text) => test(attribute, text)) : ofAnotherType(attribute);
  };
}
