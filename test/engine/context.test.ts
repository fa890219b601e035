import { checkContext, toOfrep, toOpenFeature } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { evaluateFlag, flagOf } from '#test/support/engine-flags.ts';
import { everyRow } from '#test/support/every-row.ts';

const KIB = 1024;
/** A context of so many bytes as JSON. */
const sized = (bytes: number, character: string) => {
  const width = new TextEncoder().encode(character).length;
  const frame = '{"a":""}'.length;
  return { a: character.repeat(Math.floor((bytes - frame) / width)) };
};

test('a context is measured in bytes of UTF-8: 64 KiB are accepted, one character more is not', async () => {
  await everyRow(['a', 'é', '€', '🚀'], (character) => {
    const largest = sized(64 * KIB, character);
    expect(checkContext(largest)).toBeNull();
    expect(checkContext({ a: `${largest.a}${character}` })).toBe('must be at most 64 KiB as JSON');
  });
});

test('what is no context is refused with the reason', async () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const notAnObject = 'must be an object of attributes, such as {"userId": "42"}';
  await everyRow<[unknown, string]>(
    [
      [undefined, notAnObject],
      [null, notAnObject],
      [[], notAnObject],
      ['me', notAnObject],
      [circular, 'is nested more than 32 levels deep; flatten it'],
      [{ id: 1n }, 'must be JSON: text, numbers, true, false, null, lists and objects'],
    ],
    ([context, message]) => expect(checkContext(context)).toBe(message),
    ([, message]) => message,
  );
});

test('the id of the rule that matched is in the metadata where it is asked for', () => {
  const clauses = [{ attribute: 'it', operator: 'EXISTS', values: [] }];
  const flag = flagOf({ rules: [{ id: 'rule-1', clauses, serve: { variation: 'other' } }] });
  const result = evaluateFlag(flag, { it: 1 });
  if ('errorCode' in result) throw new Error(result.errorDetails);
  expect(toOpenFeature(result).metadata).toEqual({});
  expect(toOpenFeature(result, { withRuleId: true }).metadata).toEqual({ ruleId: 'rule-1' });
  expect(toOfrep(result, { withRuleId: true }).metadata).toEqual({ ruleId: 'rule-1' });
});
