import { operatorNames } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { operators } from '#src/flags/operators/registry.ts';

test('the registry holds every operator once', () => {
  expect(Object.keys(operators).sort()).toEqual([...operatorNames].sort());
});

test('every description says what is tested and which values are taken', () => {
  for (const name of operatorNames) expect(operators[name].description).toMatch(/^The .*Takes .*\.$/);
});

test('operators are spelled differently unless they behave alike', () => {
  const spellings = operatorNames.flatMap((name) => [
    operators[name].words.positive,
    operators[name].words.negated,
  ]);
  const shared = spellings.filter((words, index) => spellings.indexOf(words) !== index);
  expect(shared.sort()).toEqual(['IN', 'NOT IN']);
});
