import { expect, test } from 'vitest';
import { createLines } from '#src/platform/lines.ts';

test('lines are served in turn, each in its own order, and a turn goes on where the last one ended', () => {
  const lines = createLines<string>();
  for (const item of ['a1', 'a2', 'a3', 'a4']) lines.add('a', item);
  lines.add('b', 'b1');
  lines.add('c', 'c1');
  lines.add('c', 'c2');
  expect(lines.take(2)).toEqual(['a1', 'b1']);
  lines.add('b', 'b2');
  expect(lines.take(4)).toEqual(['c1', 'a2', 'b2', 'c2']);
  expect(lines.take(10)).toEqual(['a3', 'a4']);
  expect(lines.isEmpty()).toBe(true);
  expect(lines.take(1)).toEqual([]);
});

test('one item beside a line of ten thousand is among the first two', () => {
  const lines = createLines<number>();
  for (let number = 0; number < 10_000; number += 1) lines.add('long', number);
  lines.add('short', -1);
  expect(lines.take(2)).toEqual([0, -1]);
});

test('a line that may not be served keeps its items and its place', () => {
  const lines = createLines<string>();
  for (const item of ['a1', 'b1', 'b2']) lines.add(item.slice(0, 1), item);
  expect(lines.take(5, (line) => line !== 'a')).toEqual(['b1', 'b2']);
  expect(lines.has('b')).toBe(false);
  expect(lines.take(1)).toEqual(['a1']);
});

test('an item that is removed is not served, and its line is gone with the last one', () => {
  const lines = createLines<string>();
  lines.add('a', 'a1');
  lines.add('a', 'a2');
  lines.remove('a', 'a1');
  lines.remove('b', 'b1');
  expect(lines.take(5)).toEqual(['a2']);
  lines.add('a', 'a3');
  lines.remove('a', 'a3');
  expect(lines.isEmpty()).toBe(true);
});
