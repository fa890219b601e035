import { MAX_PATTERN_TEXT, type Operator } from 'gogreen-engine';
import { checkPattern } from 'gogreen-engine/patterns';
import type { OperatorDefinition } from './definition.ts';
import { checkSearchText } from './values.ts';

/** Fewer than lists may hold: each one is searched for in the whole attribute. */
const maxSearchTexts = 100;

export const textOperators = {
  CONTAINS: {
    description: `The attribute is a string that contains at least one of the values; case counts. Takes 1 to ${maxSearchTexts} strings.`,
    values: { kind: 'TEXT', min: 1, max: maxSearchTexts, check: checkSearchText },
    words: { positive: 'CONTAINS', negated: 'DOES NOT CONTAIN', values: 'ONE' },
  },
  STARTS_WITH: {
    description: `The attribute is a string that starts with at least one of the values; case counts. Takes 1 to ${maxSearchTexts} strings.`,
    values: { kind: 'TEXT', min: 1, max: maxSearchTexts, check: checkSearchText },
    words: { positive: 'STARTS WITH', negated: 'DOES NOT START WITH', values: 'ONE' },
  },
  ENDS_WITH: {
    description: `The attribute is a string that ends with at least one of the values; case counts. Takes 1 to ${maxSearchTexts} strings.`,
    values: { kind: 'TEXT', min: 1, max: maxSearchTexts, check: checkSearchText },
    words: { positive: 'ENDS WITH', negated: 'DOES NOT END WITH', values: 'ONE' },
  },
  MATCHES_REGEX: {
    description:
      'The attribute is a string in which the regular expression is found anywhere; use ^ and $ to match the whole. ' +
      'Takes one string in RE2 syntax (no lookaround, no backreferences), at most 1,000 characters. ' +
      `An attribute of more than ${MAX_PATTERN_TEXT} characters matches neither a pattern nor its negation.`,
    values: {
      kind: 'PATTERN',
      min: 1,
      max: 1,
      check: (value) => checkSearchText(value) ?? checkPattern(String(value)),
    },
    words: { positive: 'MATCHES REGEX', negated: 'DOES NOT MATCH REGEX', values: 'ONE' },
  },
} as const satisfies Partial<Record<Operator, OperatorDefinition>>;
