import { expect, test } from 'vitest';
import { createSlowStart } from '#src/deliveries/queue/slow-start.ts';

function send(slowStart: ReturnType<typeof createSlowStart>, answered: boolean | null, times: number): void {
  for (let n = 0; n < times; n += 1) {
    slowStart.started('a');
    slowStart.ended('a', answered);
  }
}

test('requests to an integration: one at first, and those under way count', () => {
  const slowStart = createSlowStart();
  expect(slowStart.share('a')).toBe(1);
  slowStart.started('a');
  expect(slowStart.share('a')).toBe(0);
  expect(slowStart.share('b')).toBe(1);
  slowStart.ended('a', null);
  expect(slowStart.share('a')).toBe(1);
});

test('requests to an integration that responds: one more for each response', () => {
  const slowStart = createSlowStart();
  send(slowStart, true, 9);
  expect(slowStart.share('a')).toBe(10);
});

test('requests to an integration that stops to respond: halved each time, one at least', () => {
  const slowStart = createSlowStart();
  send(slowStart, true, 9);
  send(slowStart, false, 1);
  expect(slowStart.share('a')).toBe(5);
  send(slowStart, false, 5);
  expect(slowStart.share('a')).toBe(1);
});
