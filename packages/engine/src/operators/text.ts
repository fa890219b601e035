import type { JsonValue } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';
import { type CompileOperator, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asText, isText, readValues } from './values.ts';

/** In UTF-16 code units. Longer attributes match no pattern, and no negated one. */
export const MAX_PATTERN_TEXT = 1_000;

export const textOperators = {
  CONTAINS: anyText((text, part) => text.includes(part)),
  STARTS_WITH: anyText((text, start) => text.startsWith(start)),
  ENDS_WITH: anyText((text, end) => text.endsWith(end)),
  MATCHES_REGEX(values, { compilePattern }) {
    const [pattern = ''] = readValues(values, { max: 1, is: isText, noun: 'a string' });
    if (!compilePattern) {
      throw new UnreadableError('needs regular expressions: give compilePattern of gogreen-engine/patterns');
    }
    const test = compilePattern(pattern);
    return onType(asPatternText, (text, { matchPattern }) =>
      matchPattern ? matchPattern(pattern, text) : test(text),
    );
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function anyText(test: (text: string, value: string) => boolean): CompileOperator {
  return (values) => {
    const texts = readValues(values, { is: isText, noun: 'a string' });
    return onType(asText, (attribute) => texts.some((text) => test(attribute, text)));
  };
}

function asPatternText(attribute: JsonValue): string | null {
  return typeof attribute === 'string' && attribute.length <= MAX_PATTERN_TEXT ? attribute : null;
}
