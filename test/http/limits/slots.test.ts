import { expect, test } from 'vitest';
import { createSlots } from '#src/http/limits/slots.ts';

test('the slots of a key: as many as the limit, and released ones can be taken again', () => {
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

test('a slot that is released twice: counts once', () => {
  const slots = createSlots(2);
  const first = slots.take('a');
  slots.take('a');
  first?.();
  first?.();
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
});

test('the limit 0: unlimited slots', () => {
  const slots = createSlots(0);
  for (let n = 0; n < 1_000; n++) expect(slots.take('a')).not.toBeNull();
});
