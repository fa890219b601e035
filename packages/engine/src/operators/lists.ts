import type { JsonValue } from '../ruleset.ts';
import { type CompileOperator, ofAnotherType } from './definition.ts';
import type { Operator } from './operator.ts';
import { isExact, isScalar, readValues } from './values.ts';

/** Up to this many values looking through them is as fast as a set, which takes more memory. */
const SHORT = 8;

export const listOperators = {
  IN: isIn,
  NOT_IN(values, options) {
    const test = isIn(values, options);
    return (attribute, asked) => {
      const result = test(attribute, asked);
      return result === null ? null : !result;
    };
  },
  CONTAINS_ANY(values) {
    const listed = readScalars(values);
    if (listed.length <= SHORT) {
      return (attribute) =>
        Array.isArray(attribute)
          ? attribute.some((element) => listed.includes(element))
          : ofAnotherType(attribute);
    }
    const all = new Set(listed);
    return (attribute) =>
      Array.isArray(attribute) ? attribute.some((element) => all.has(element)) : ofAnotherType(attribute);
  },
  CONTAINS_ALL(values) {
    const listed = readScalars(values);
    return (attribute) => {
      if (!Array.isArray(attribute)) return ofAnotherType(attribute);
      if (listed.length <= SHORT) return listed.every((value) => attribute.includes(value));
      // So that two long lists compare in linear time.
      const elements = new Set(attribute);
      return listed.every((value) => elements.has(value));
    };
  },
} as const satisfies Partial<Record<Operator, CompileOperator>>;

function isIn(...[values]: Parameters<CompileOperator>): ReturnType<CompileOperator> {
  const listed = readScalars(values);
  if (listed.length <= SHORT) {
    return (attribute) => (isExact(attribute) ? listed.includes(attribute) : ofAnotherType(attribute));
  }
  const all = new Set(listed);
  return (attribute) => (isExact(attribute) ? all.has(attribute) : ofAnotherType(attribute));
}

function readScalars(values: readonly JsonValue[]): readonly JsonValue[] {
  return readValues(values, { is: isScalar, noun: 'a string, a number or a boolean' });
}
