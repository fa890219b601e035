import { type Clause, compile, type FlagRules, type RulesetChanges } from 'gogreen-engine';
import { compilePattern, deferPattern } from 'gogreen-engine/patterns';
import { expect, test } from 'vitest';
import { flagOf, rulesetOf } from '#test/support/engine-flags.ts';

const change = (flags: RulesetChanges['flags'], more: Partial<RulesetChanges> = {}): RulesetChanges => ({
  epoch: 'epoch',
  from: 1,
  to: 2,
  flags,
  ...more,
});
const pattern: Clause = { attribute: 'it', operator: 'MATCHES_REGEX', values: ['^a'] };
const withClause = (clause: Clause): FlagRules =>
  flagOf({ rules: [{ id: 'rule', clauses: [clause], serve: { variation: 'other' } }] });

test('changes that add, replace and delete flags make another ruleset, and leave the first as it was', () => {
  const before = rulesetOf({ b: flagOf(), c: flagOf(), e: flagOf() });
  const first = compile(before);
  const off = flagOf({ on: false });
  const second = first.apply(change({ a: off, c: off, d: off, e: null, gone: null }));
  const on = 'FALLTHROUGH';
  const reasons = (ruleset: typeof first | null | undefined) =>
    [...(ruleset?.all({}) ?? [])].map(([key, result]) => [key, 'reason' in result && result.reason]);
  expect(reasons(second)).toEqual([
    ['a', 'OFF'],
    ['b', on],
    ['c', 'OFF'],
    ['d', 'OFF'],
  ]);
  expect(second?.ruleset).toEqual({ ...before, version: 2, flags: { a: off, b: flagOf(), c: off, d: off } });
  expect(reasons(first)).toEqual([
    ['b', on],
    ['c', on],
    ['e', on],
  ]);
  expect(first.ruleset).toBe(before);
  expect(reasons(second?.apply(change({ b: off }, { from: 2, to: 5 })))).toContainEqual(['b', 'OFF']);
});

test('a ruleset to which many changes were applied serves what one serves that was compiled as a whole', () => {
  let ruleset = compile(rulesetOf({}));
  const flags: Record<string, FlagRules> = {};
  for (let version = 1; version <= 200; version += 1) {
    const key = `flag-${(version * 7) % 23}`;
    const flag =
      version % 5 === 0 ? null : flagOf({ on: version % 2 === 0, off: version % 3 === 0 ? 'on' : 'off' });
    if (flag) flags[key] = flag;
    else delete flags[key];
    const next = ruleset.apply(change({ [key]: flag }, { from: version, to: version + 1 }));
    if (!next) throw new Error('the changes follow the ruleset');
    ruleset = next;
  }
  const whole = compile(rulesetOf(flags, { version: 201 }));
  expect([...ruleset.all({})]).toEqual([...whole.all({})]);
  expect(ruleset.ruleset).toEqual(whole.ruleset);
});

test('changes of another epoch, or from another version, are not applied', () => {
  const ruleset = compile(rulesetOf({ a: flagOf() }));
  expect(ruleset.apply(change({}, { epoch: 'other' }))).toBeNull();
  expect(ruleset.apply(change({}, { from: 0 }))).toBeNull();
  expect(ruleset.apply(change({}, { from: 2, to: 3 }))).toBeNull();
  expect(ruleset.apply(change({}))?.ruleset.version).toBe(2);
});

test('changes compile only the flags in them', () => {
  const compiled: string[] = [];
  const options = {
    compilePattern(text: string) {
      compiled.push(text);
      return deferPattern(text);
    },
  };
  const one = withClause({ ...pattern, values: ['one'] });
  const two = withClause({ ...pattern, values: ['two'] });
  const first = compile(rulesetOf({ one, two }), options);
  first.apply(change({ two }));
  expect(compiled).toEqual(['one', 'two', 'two']);
});

test('flags named like what objects inherit can be changed and deleted', () => {
  const flags = JSON.parse(`{"__proto__": ${JSON.stringify(flagOf())}, "constructor": null}`);
  const first = compile(rulesetOf({ constructor: flagOf() }));
  const second = first.apply(change(flags));
  expect(second?.evaluate('__proto__', {})).toMatchObject({ variation: 'on' });
  expect(second?.evaluate('constructor', {})).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
  expect(JSON.stringify(second?.ruleset.flags)).toBe(`{"__proto__":${JSON.stringify(flagOf())}}`);
});

test('flags are in the order of their keys by UTF-16 code units, wherever they came from', () => {
  const keys = ['b', 'B', '10', '2', '\ufb01', '\u{1f680}', 'a'];
  const first = compile(rulesetOf(Object.fromEntries(keys.map((key) => [key, flagOf()]))));
  const order = ['10', '2', 'B', 'a', 'b', '\u{1f680}', '\ufb01'];
  expect([...first.all({}).keys()]).toEqual(order);
  const second = first.apply(change({ C: flagOf() }));
  expect([...(second?.all({}).keys() ?? [])]).toEqual(order.toSpliced(3, 0, 'C'));
});

test('a flag with a regular expression fails alone when nothing was given to compile it with', () => {
  const all = compile(rulesetOf({ pattern: withClause(pattern), plain: flagOf() })).all({ it: 'a' });
  expect(all.get('pattern')).toEqual({
    errorCode: 'PARSE_ERROR',
    errorDetails:
      'flag "pattern": rule rule: clause 1: MATCHES_REGEX: needs the option compilePattern, which gogreen-engine/patterns has',
  });
  expect(all.get('plain')).toMatchObject({ variation: 'on' });
});

test('a pattern that does not compile fails at once with compilePattern, and with deferPattern when it is reached', () => {
  const flags = { flag: withClause({ ...pattern, values: ['('] }) };
  expect(compile(rulesetOf(flags), { compilePattern }).evaluate('flag', {})).toMatchObject({
    errorCode: 'PARSE_ERROR',
    errorDetails: expect.stringContaining('missing closing )'),
  });
  const deferred = compile(rulesetOf(flags), { compilePattern: deferPattern });
  expect(deferred.evaluate('flag', {})).toMatchObject({ variation: 'on' });
  expect(deferred.evaluate('flag', { it: 'a' })).toMatchObject({ errorCode: 'GENERAL' });
});

test('the details of a flag that cannot be read name the place and what is wrong there', () => {
  const rollout = { rollout: { bucketBy: 'it', weights: [{ variation: 'on', weight: 100 }], salt: 'x' } };
  const flags = {
    clause: withClause({ attribute: 'it', operator: 'IN_SEGMENT', values: ['x'] }),
    serve: flagOf({ fallthrough: rollout }),
  };
  const details = [...compile(rulesetOf(flags)).all({}).values()].map(
    (result) => 'errorDetails' in result && result.errorDetails,
  );
  expect(details).toEqual([
    'flag "clause": rule rule: clause 1: this version of gogreen-engine does not know the operator IN_SEGMENT',
    'flag "serve": fallthrough: has "salt", which this version of gogreen-engine does not know',
  ]);
});

test('a trace shows every rule with what the context has for each clause, also of a flag that is off', () => {
  const flag = flagOf({
    on: false,
    rules: [
      {
        id: 'first',
        clauses: [
          { attribute: 'userId', operator: 'EQUALS', values: ['u1'] },
          { attribute: 'plan', operator: 'IN', values: ['pro'], negate: true },
        ],
        serve: { variation: 'on' },
      },
      {
        id: 'second',
        clauses: [{ attribute: 'plan', operator: 'EXISTS', values: [] }],
        serve: { variation: 'on' },
      },
    ],
  });
  const ruleset = compile(rulesetOf({ flag }, { targetingKey: 'userId' }));
  expect(ruleset.trace('flag', { targetingKey: 'u1' })).toEqual([
    {
      ruleId: 'first',
      matched: true,
      clauses: [
        { actual: 'u1', matched: true },
        { actual: null, matched: true },
      ],
    },
    { ruleId: 'second', matched: false, clauses: [{ actual: null, matched: false }] },
  ]);
  expect(ruleset.trace('gone', {})).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
});

test('what a context throws, such as in a getter, makes the evaluation fail with GENERAL', () => {
  const flag = withClause({ attribute: 'it', operator: 'EXISTS', values: [] });
  const context = {
    get it(): string {
      throw new Error('no database');
    },
  };
  expect(compile(rulesetOf({ flag })).evaluate('flag', context)).toEqual({
    errorCode: 'GENERAL',
    errorDetails: 'no database',
  });
});
