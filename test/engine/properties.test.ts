import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  bucketOf,
  type Clause,
  type Context,
  compile,
  type FlagRules,
  type JsonValue,
  operatorNames,
  type Serve,
} from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';
import { expect, test } from 'vitest';
import { rulesetOf } from '#test/support/engine-flags.ts';
import { readPlainly } from '#test/support/plain-evaluation.ts';

/** JSON of any shape, also with the names that objects inherit and with numbers beyond 2^53. */
const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => value as JsonValue);
const oddNames = fc.constantFrom('it', 'other', '__proto__', 'constructor', 'toString', '');
const contexts = fc
  .array(fc.tuple(oddNames, fc.oneof(anyJson, fc.constantFrom('a', '1.2.3', '2026-03-04', 7, 2 ** 53, -0))))
  .map((entries): Context => Object.fromEntries(entries));

/** Values that the operator takes, small, so that they often match. */
const scalars = fc.constantFrom<JsonValue>('a', 'b', '1', 1, 0, true, false, '__proto__', '');
const texts = fc.constantFrom('a', 'ab', 'b', '1', 'proto');
const numbers = fc.constantFrom(0, 1, -1, 0.1, 7);
const versions = fc.constantFrom('1.2.3', '1.2.3-beta', '2.0.0');
const dates = fc.constantFrom('2026-03-04', '2026-03-04T12:00:00Z');
const valuesOf: [prefix: RegExp, values: fc.Arbitrary<JsonValue[]>][] = [
  [/^(EQUALS)$/, fc.array(scalars, { minLength: 1, maxLength: 1 })],
  [/^(IN|NOT_IN|CONTAINS_ANY|CONTAINS_ALL)$/, fc.array(scalars, { minLength: 1, maxLength: 20 })],
  [/^(CONTAINS|STARTS_WITH|ENDS_WITH)$/, fc.array(texts, { minLength: 1, maxLength: 3 })],
  [/^MATCHES_REGEX$/, fc.constantFrom(['^a'], ['b$'], ['[0-9]'])],
  [/^NUMBER_BETWEEN$/, fc.tuple(numbers, numbers)],
  [/^NUMBER_/, fc.tuple(numbers)],
  [/^SEMVER_/, fc.tuple(versions)],
  [/^DATE_/, fc.tuple(dates)],
  [/^EXISTS$/, fc.constant([])],
];
const attributes = fc.oneof(
  scalars,
  texts,
  numbers,
  versions,
  dates,
  fc.array(scalars, { maxLength: 4 }),
  anyJson,
  fc.constantFrom<JsonValue>(null, 2 ** 53, 1_772_625_600_000, 'v1.2', '2026-03-04 13:00+01'),
);
const clauses = fc.constantFrom(...operatorNames).chain((operator): fc.Arbitrary<Clause> => {
  const values = valuesOf.find(([pattern]) => pattern.test(operator))?.[1];
  if (!values) throw new Error(`no values for ${operator}`);
  return fc
    .tuple(fc.constantFrom('it', 'other', 'constructor'), values, fc.boolean())
    .map(([attribute, taken, negate]) => ({
      attribute,
      operator,
      values: taken,
      ...(negate ? { negate } : {}),
    }));
});
const serves = fc.oneof<fc.Arbitrary<Serve>[]>(
  fc.constantFrom({ variation: 'a' }, { variation: 'b' }),
  fc.tuple(fc.constantFrom('it', 'other'), fc.integer({ min: 0, max: 100_000 })).map(([bucketBy, share]) => ({
    rollout: {
      bucketBy,
      weights: [
        { variation: 'b', weight: share / 1_000 },
        { variation: 'a', weight: (100_000 - share) / 1_000 },
      ],
    },
  })),
);
const flags = fc
  .record({
    on: fc.boolean(),
    archived: fc.boolean(),
    rules: fc.array(
      fc.record({ clauses: fc.array(clauses, { minLength: 1, maxLength: 2 }), serve: serves }),
      {
        maxLength: 4,
      },
    ),
    fallthrough: serves,
  })
  .map(
    ({ on, archived, rules, fallthrough }): FlagRules => ({
      kind: 'STRING',
      on,
      ...(archived ? { archived } : {}),
      rules: rules.map((rule, index) => ({ id: `rule-${index}`, ...rule })),
      fallthrough,
      off: 'off',
      variations: ['off', 'a', 'b'].map((key) => ({ key, value: key.toUpperCase() })),
    }),
  );

test('a compiled flag serves what a plain reading of its rules says, whatever the context', () => {
  const found = new Set<string>();
  const attributeContexts = fc.dictionary(fc.constantFrom('it', 'other', 'constructor'), attributes);
  fc.assert(
    fc.property(flags, attributeContexts, (flag, context) => {
      const result = compile(rulesetOf({ flag }), { compilePattern }).evaluate('flag', context);
      expect(result).toEqual(readPlainly('flag', flag, context));
      if ('reason' in result) found.add(result.reason);
    }),
    { numRuns: 3_000 },
  );
  expect([...found].sort()).toEqual(['ARCHIVED', 'FALLTHROUGH', 'OFF', 'RULE_MATCH']);
});

test('any JSON as values of a clause, and any as context: never throws, and fails with PARSE_ERROR or is served', () => {
  const anyClause = fc.record({
    attribute: oddNames,
    operator: fc.oneof(fc.constantFrom(...operatorNames), fc.string()),
    values: fc.array(anyJson, { maxLength: 3 }),
  });
  const failures = new Set<boolean>();
  fc.assert(
    fc.property(anyClause, contexts, fc.boolean(), (clause, context, negate) => {
      const flag: FlagRules = {
        kind: 'STRING',
        on: true,
        rules: [
          {
            id: 'rule',
            clauses: [negate ? { ...clause, negate } : clause],
            serve: { rollout: { bucketBy: clause.attribute, weights: [{ variation: 'a', weight: 100 }] } },
          },
        ],
        fallthrough: { variation: 'a' },
        off: 'a',
        variations: [{ key: 'a', value: 1 }],
      };
      const result = compile(rulesetOf({ flag }), { compilePattern }).evaluate('flag', context);
      failures.add('errorCode' in result);
      if ('errorCode' in result) expect(result.errorCode).toBe('PARSE_ERROR');
      else expect(result.variation).toBe('a');
    }),
    { numRuns: 3_000 },
  );
  expect(failures.size).toBe(2);
});

test('any JSON in place of a flag: never throws, and the other flags are served', () => {
  fc.assert(
    fc.property(anyJson, flags, (junk, broken) => {
      const ruleset = JSON.parse(
        JSON.stringify({
          ...rulesetOf({ fine: fine() }),
          flags: { junk, partly: { ...broken, rules: junk }, fine: fine() },
        }),
      );
      const all = compile(ruleset, { compilePattern }).all({ it: 'a' });
      expect([...all.keys()]).toEqual(['fine', 'junk', 'partly']);
      expect(all.get('fine')).toMatchObject({ variation: 'a' });
    }),
    { numRuns: 1_000 },
  );
});

test('buckets are those of the SHA-256 of Node.js, for text of any kind and length', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ maxLength: 400 }));
  const reference = (flagKey: string, value: string) =>
    createHash('sha256').update(`gogreen-rollout-1:${flagKey}:${value}`, 'utf8').digest().readUIntBE(0, 6) %
    100_000;
  fc.assert(
    fc.property(anyText, anyText, (flagKey, value) => {
      expect(bucketOf(flagKey, value)).toBe(value === '' ? 0 : reference(flagKey, value));
    }),
    { numRuns: 2_000 },
  );
});

function fine(): FlagRules {
  return {
    kind: 'STRING',
    on: true,
    rules: [],
    fallthrough: { variation: 'a' },
    off: 'a',
    variations: [{ key: 'a', value: 'A' }],
  };
}
