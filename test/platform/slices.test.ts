import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSlices } from '#src/platform/slices.ts';

function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('work of one owner that takes long: the process turns to other things in between, and each piece runs by itself', async () => {
  const takeSlice = createSlices();
  const order: string[] = [];
  const work = Array.from({ length: 4 }, async (_, n) => {
    await takeSlice('loud');
    busyFor(6);
    order.push(`loud ${n}`);
  });
  const other = nextTurn().then(() => order.push('something else'));
  await Promise.all([...work, other]);
  expect(order.filter((each) => each.startsWith('loud'))).toEqual(['loud 0', 'loud 1', 'loud 2', 'loud 3']);
  expect(order.indexOf('something else')).toBeLessThan(order.indexOf('loud 3'));
});

test('owners take turns, also when all work of one was added before that of another', async () => {
  const takeSlice = createSlices();
  const order: string[] = [];
  const work = ['loud', 'loud', 'loud', 'quiet'].map(async (owner, n) => {
    await takeSlice(owner);
    order.push(`${owner} ${n}`);
  });
  await Promise.all(work);
  expect(order).toEqual(['loud 0', 'loud 1', 'quiet 3', 'loud 2']);
});

test('after a pause the next piece of work starts', async () => {
  const takeSlice = createSlices();
  await takeSlice('a');
  await nextTurn();
  await expect(takeSlice('a')).resolves.toBeUndefined();
});
