import { expect, test } from 'vitest';
import { createSlots } from '#src/http/limits/slots.ts';

test('so many can be taken for each key, and one more when one was given back', () => {
  const slots = createSlots(2);
  const [first, second] = [slots.take('a'), slots.take('a')];
  expect(slots.take('a')).toBeNull();
  expect(slots.take('b')).not.toBeNull();
  first?.();
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
  second?.();
  expect(slots.take('a')).not.toBeNull();
});

test('what is given back twice is given back once', () => {
  const slots = createSlots(2);
  const first = slots.take('a');
  slots.take('a');
  first?.();
  first?.();
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
});

test('0 is no limit', () => {
  const slots = createSlots(0);
  for (let n = 0; n < 1_000; n++) expect(slots.take('a')).not.toBeNull();
});
