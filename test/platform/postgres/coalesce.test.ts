import { expect, test } from 'vitest';
import { coalesce } from '#src/platform/postgres/coalesce.ts';

const owner = {};

/** Doubles numbers, notes which were asked for together, and answers when it is told to. */
function createDoubler() {
  const batches: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const double = coalesce(async (_owner: object, numbers: number[]) => {
    batches.push(numbers);
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
    return numbers.map((number) => number * 2);
  });
  const untilBatches = async (count: number) => {
    while (batches.length < count) await new Promise(setImmediate);
  };
  return { double, batches, gates, untilBatches };
}

test('requests of the same turn form one batch, and each gets its own result', async () => {
  const { double, batches, gates, untilBatches } = createDoubler();
  const answers = Promise.all([double(owner, 1), double(owner, 2), double(owner, 3)]);
  await untilBatches(1);
  gates[0]?.resolve();
  expect(await answers).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('requests that arrive while two batches run form the next batch', async () => {
  const { double, batches, gates, untilBatches } = createDoubler();
  const first = double(owner, 1);
  await untilBatches(1);
  const second = double(owner, 2);
  await untilBatches(2);
  const third = double(owner, 3);
  await new Promise(setImmediate);
  const fourth = double(owner, 4);
  await new Promise(setImmediate);
  expect(batches).toEqual([[1], [2]]);
  gates[0]?.resolve();
  await first;
  await untilBatches(3);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all([second, third, fourth])).toEqual([4, 6, 8]);
  expect(batches).toEqual([[1], [2], [3, 4]]);
});

test('no batch has more than fifty requests', async () => {
  const sizes: number[] = [];
  const count = coalesce(async (_owner: object, asks: number[]) => {
    sizes.push(asks.length);
    return asks;
  });
  await Promise.all(Array.from({ length: 120 }, (_, number) => count(owner, number)));
  expect(sizes).toEqual([50, 50, 20]);
});

test('requests of different owners are never in the same batch', async () => {
  const asked: [object, string[]][] = [];
  const note = coalesce(async (from: object, asks: string[]) => {
    asked.push([from, asks]);
    return asks;
  });
  const [left, right] = [{ name: 'left' }, { name: 'right' }];
  await Promise.all([note(left, 'a'), note(right, 'b'), note(left, 'c')]);
  expect(asked).toEqual([
    [left, ['a', 'c']],
    [right, ['b']],
  ]);
});

test('a request that fails does not fail the others of its batch or the next ones', async () => {
  const halve = coalesce(async (_owner: object, numbers: number[]) => {
    if (numbers.some((number) => number % 2 === 1)) throw new Error('odd');
    return numbers.map((number) => number / 2);
  });
  const results = await Promise.allSettled([halve(owner, 2), halve(owner, 3), halve(owner, 4)]);
  expect(results).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new Error('odd') },
    { status: 'fulfilled', value: 2 },
  ]);
  expect(await halve(owner, 6)).toBe(3);
});

test('requests wait in lines, and a batch takes one of each line in turn', async () => {
  const batches: string[][] = [];
  const ask = coalesce(
    async (_owner: object, asks: string[]) => {
      batches.push(asks);
      return asks;
    },
    (request) => request.slice(0, 1),
  );
  const long = Array.from({ length: 60 }, (_, number) => ask(owner, `a${number}`));
  await Promise.all([...long, ask(owner, 'b0')]);
  expect(batches[0]?.slice(0, 3)).toEqual(['a0', 'b0', 'a1']);
});

test('a batch takes requests up to its weight, and one that is heavier is a batch of its own', async () => {
  const batches: number[][] = [];
  const same = coalesce(
    async (_owner: object, numbers: number[]) => {
      batches.push(numbers);
      await new Promise(setImmediate);
      return numbers;
    },
    undefined,
    { weightOf: (number) => number, maxWeight: 10 },
  );
  const numbers = [4, 6, 25, 1, 9, 1];
  expect(await Promise.all(numbers.map((number) => same(owner, number)))).toEqual(numbers);
  expect(batches).toEqual([[4, 6], [25], [1, 9], [1]]);
});
