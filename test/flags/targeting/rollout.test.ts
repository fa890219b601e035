import { describe, expect, test } from 'vitest';
import { checkRollout } from '#src/flags/targeting/rollout.ts';

const variations = ['control', 'a', 'b'];
const check = (weights: [string, number][], bucketBy = 'userId') =>
  checkRollout(
    { bucketBy, weights: weights.map(([variation, weight]) => ({ variation, weight })) },
    variations,
  ).map(({ path, message }) => `${path}: ${message}`);

describe('accepts', () => {
  test.each<[[string, number][]]>([
    [[['a', 100]]],
    [
      [
        ['control', 0],
        ['a', 100],
      ],
    ],
    [
      [
        ['control', 33.333],
        ['a', 33.333],
        ['b', 33.334],
      ],
    ],
    [
      [
        ['control', 0.1],
        ['a', 0.2],
        ['b', 99.7],
      ],
    ],
    [
      [
        ['control', 99.999],
        ['a', 0.001],
      ],
    ],
  ])('%j', (weights) => {
    expect(check(weights)).toEqual([]);
  });
});

describe('refuses', () => {
  test.each<[[string, number][], string[]]>([
    [[], ['weights: must give at least one variation a weight']],
    [
      [
        ['a', 60],
        ['b', 50],
      ],
      ['weights: must add up to 100, not 110'],
    ],
    [
      [
        ['a', 33.333],
        ['b', 66.666],
      ],
      ['weights: must add up to 100, not 99.999'],
    ],
    [
      [
        ['a', 50],
        ['a', 50],
      ],
      ['weights.1.variation: must not be given twice: add both weights of "a" together'],
    ],
    [
      [
        ['a', 50],
        ['c', 50],
      ],
      ['weights.1.variation: must be a variation of the flag (control, a, b)'],
    ],
    [
      [
        ['a', -1],
        ['b', 101],
      ],
      [
        'weights.0.weight: must be a percentage from 0 to 100, not -1',
        'weights.1.weight: must be a percentage from 0 to 100, not 101',
      ],
    ],
    [[['a', Number.NaN]], ['weights.0.weight: must be a percentage from 0 to 100, not NaN']],
    [
      [
        ['a', 33.3333],
        ['b', 66.6667],
      ],
      [
        'weights.0.weight: must have at most three decimals, not 33.3333',
        'weights.1.weight: must have at most three decimals, not 66.6667',
      ],
    ],
  ])('%j', (weights, messages) => {
    expect(check(weights)).toEqual(messages);
  });

  test('a rollout with an invalid bucketBy is rejected', () => {
    expect(check([['a', 100]], '')).toEqual([
      'bucketBy: must name an attribute of the context, such as "country"',
    ]);
  });
});
