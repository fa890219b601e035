import { bucketOf, compile, type JsonValue, type Rollout } from 'gogreen-engine';
import { expect, test } from 'vitest';
import { evaluateFlag, flagOf, rulesetOf } from '#test/support/engine-flags.ts';

/** Computed apart from this code, from the description in bucketing.ts. They must never change. */
const vectors: [string, JsonValue, number][] = [
  ['new-checkout', 'user-1', 4226],
  ['new-checkout', 'user-2', 34179],
  ['dark-mode', 'user-1', 20212],
  ['new-checkout', 'Zoë 🚀', 53449],
  ['new-checkout', 42, 74536],
  ['new-checkout', 1.5, 99562],
  ['new-checkout', true, 51258],
];

test.each(vectors)('bucket of %s and %j is %i', (flagKey, value, bucket) => {
  expect(bucketOf(flagKey, value)).toBe(bucket);
});

test('a number, and a string of the same digits, share a bucket', () => {
  for (const id of [0, 7, 123_456_789, -1, 0.5]) expect(bucketOf('f', id)).toBe(bucketOf('f', String(id)));
});

test('a value that cannot be hashed counts as bucket 0', () => {
  for (const value of [undefined, null, '', [], ['user-1'], {}, Number.NaN])
    expect(bucketOf('f', value)).toBe(0);
});

test('buckets of 100,000 keys are spread evenly', () => {
  const counts = new Array<number>(100).fill(0);
  for (let index = 0; index < 100_000; index += 1) {
    const cell = Math.floor(bucketOf('new-checkout', `user-${index}`) / 1_000);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  // 99 degrees of freedom: 148.2 is the 99.9th percentile. The keys are fixed, so this never flickers.
  expect(chiSquare).toBeLessThan(148.2);
});

test('the buckets of two flags are independent of each other', () => {
  const both = Array.from({ length: 10_000 }, (_, index) => index).filter(
    (id) => bucketOf('one', id) < 50_000 && bucketOf('two', id) < 50_000,
  );
  // Expected 2,500 with a standard deviation of 43.
  expect(Math.abs(both.length - 2_500)).toBeLessThan(150);
});

test('weights claim buckets from 0 upwards, exactly', () => {
  const weights = [
    { variation: 'other', weight: 0 },
    { variation: 'off', weight: 0.001 },
    { variation: 'on', weight: 99.999 },
  ];
  // Found by trying ids one after the other.
  expect(bucketOf('flag', 'user-119055')).toBe(0);
  expect(bucketOf('flag', 'user-149167')).toBe(1);
  expect(serve(weights, 'user-119055')).toBe('off');
  expect(serve(weights, 'user-149167')).toBe('on');
});

test('changing the last two weights moves only keys between those two variations', () => {
  const random = seeded(7);
  for (let round = 0; round < 50; round += 1) {
    const first = Math.floor(random() * 50_000) / 1_000;
    const rest = 100 - first;
    const [before, after] = [random(), random()].map((share) => {
      const second = Math.floor(rest * share * 1_000) / 1_000;
      const weights = [
        { variation: 'off', weight: first },
        { variation: 'on', weight: second },
        { variation: 'other', weight: rest - second },
      ];
      const flag = flagOf({ fallthrough: { rollout: { bucketBy: 'it', weights } } });
      return { second, ruleset: compile(rulesetOf({ flag })) };
    });
    if (!before || !after) throw new Error('two lists of weights make two rulesets');
    for (let key = 0; key < 200; key += 1) {
      const context = { it: random() };
      const [was, is] = [before, after].map(({ ruleset }) => {
        const result = ruleset.evaluate('flag', context);
        return 'variation' in result ? result.variation : result.errorDetails;
      });
      if (was !== is)
        expect([was, is]).toEqual(after.second > before.second ? ['other', 'on'] : ['on', 'other']);
    }
  }
});

test('weights that do not add up to 100 make the flag fail with PARSE_ERROR', () => {
  expect(evaluateFlag(flagOf({ fallthrough: rollout([{ variation: 'on', weight: 50 }]) }), {})).toEqual({
    errorCode: 'PARSE_ERROR',
    errorDetails: 'flag "flag": fallthrough: the weights add up to 50, not to 100',
  });
});

function rollout(weights: Rollout['weights']) {
  return { rollout: { bucketBy: 'it', weights } };
}

function serve(weights: Rollout['weights'], it: JsonValue): string {
  const result = evaluateFlag(flagOf({ fallthrough: rollout(weights) }), { it });
  return 'variation' in result ? result.variation : result.errorDetails;
}

/** mulberry32: small and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
