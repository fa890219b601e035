import type { JsonValue } from '../ruleset.ts';
import { type CompileOperator, onType } from './definition.ts';
import type { Operator } from './operator.ts';
import { asScalar, isScalar, readValues } from './values.ts';

export const listOperators = {
  IN: isIn,
  NOT_IN: (values, options) => {
    const test = isIn(values, options);
    return (attribute, asked) => {
      const result = test(attribute, asked);
      return result === null ? null : !result;
    };
  },
  CONTAINS_ANY(values) {
    const isListed = membership(readScalars(values));
    return onType(asList, (elements) => elements.some(isListed));
  },
  CONTAINS_ALL(values) {
    const listed = readScalars(values);
    return onType(asList, (elements) => {
      // A set, so that two long lists compare in linear time.
      const present = listed.length > SHORT ? new Set(elements) : null;
      return listed.every((value) => present?.has(value) ?? elements.includes(value));
    });
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function isIn(...[values]: Parameters<CompileOperator>): ReturnType<CompileOperator> {
  return onType(asScalar, membership(readScalars(values)));
}

/** Up to this many values looking through them is as fast as a set, which takes more memory. */
const SHORT = 8;

function membership(listed: JsonValue[]): (value: JsonValue) => boolean {
  if (listed.length <= SHORT) return (value) => listed.includes(value);
  const all = new Set(listed);
  return (value) => all.has(value);
}

function asList(attribute: JsonValue): JsonValue[] | null {
  return Array.isArray(attribute) ? attribute : null;
}

function readScalars(values: readonly JsonValue[]): JsonValue[] {
  return readValues(values, { is: isScalar, noun: 'a string, a number or a boolean' });
}
