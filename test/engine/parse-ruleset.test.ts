import { parseRuleset, parseRulesetChanges, RulesetError } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { flagOf, rulesetOf } from '#test/support/engine-flags.ts';
import { everyRow } from '#test/support/every-row.ts';

const ruleset = rulesetOf({ flag: flagOf() });
const changes = { epoch: 'epoch', from: 1, to: 2, flags: { flag: null } };

test('a ruleset and changes that are right are given back as they are', () => {
  expect(parseRuleset(ruleset)).toBe(ruleset);
  expect(parseRulesetChanges(changes)).toBe(changes);
});

test('a ruleset with fields and flags of a later engine is given back: such flags fail alone', () => {
  const later = { ...ruleset, segments: {}, flags: { flag: { kind: 'LATER' }, other: null } };
  expect(parseRuleset(later)).toBe(later);
});

test('data that are no ruleset are refused with a sentence that names the field', async () => {
  await everyRow<[unknown, string]>(
    [
      [null, 'A ruleset must be an object, not null.'],
      [undefined, 'A ruleset must be an object, not missing.'],
      [[], 'A ruleset must be an object, not a list.'],
      ['{}', 'A ruleset must be an object, not a string.'],
      [{}, 'The ruleset has no "format", so it is none.'],
      [
        { ...ruleset, format: 2 },
        'The ruleset has the format 2, and this version of gogreen-engine reads 1: update it.',
      ],
      [{ ...ruleset, project: 1 }, '"project" of the ruleset must be a string, not a number.'],
      [{ ...ruleset, environment: null }, '"environment" of the ruleset must be a string, not null.'],
      [{ ...ruleset, epoch: undefined }, '"epoch" of the ruleset must be a string, not missing.'],
      [{ ...ruleset, targetingKey: {} }, '"targetingKey" of the ruleset must be a string, not an object.'],
      [{ ...ruleset, version: '1' }, '"version" of the ruleset must be a whole number, not a string.'],
      [{ ...ruleset, version: 1.5 }, '"version" of the ruleset must be a whole number, not 1.5.'],
      [{ ...ruleset, flags: [] }, '"flags" of the ruleset must be an object, not a list.'],
    ],
    ([data, message]) => expect(() => parseRuleset(data)).toThrow(new RulesetError(message)),
  );
});

test('data that are no changes are refused with a sentence that names the field', async () => {
  await everyRow<[unknown, string]>(
    [
      [7, 'Changes of a ruleset must be an object, not a number.'],
      [{ ...changes, epoch: 1 }, '"epoch" of the changes must be a string, not a number.'],
      [{ ...changes, from: null }, '"from" of the changes must be a whole number, not null.'],
      [{ ...changes, to: 2.5 }, '"to" of the changes must be a whole number, not 2.5.'],
      [{ ...changes, flags: null }, '"flags" of the changes must be an object, not null.'],
    ],
    ([data, message]) => expect(() => parseRulesetChanges(data)).toThrow(new RulesetError(message)),
  );
});
