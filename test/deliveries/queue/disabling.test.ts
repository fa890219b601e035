import { describe, expect, test } from 'vitest';
import { reasonToDisable } from '#src/deliveries/disabling.ts';

const since = new Date('2026-03-04T12:00:00Z');
const fiveDaysLater = new Date('2026-03-09T12:00:00Z');
const aMomentLater = new Date(fiveDaysLater.getTime() + 1);

describe('reasonToDisable', () => {
  test('is a sentence with the numbers after 20 failed deliveries in more than five days', () => {
    expect(reasonToDisable({ since, deliveries: 20 }, aMomentLater)).toBe(
      'It has only failed for more than 5 days: of 20 deliveries since 2026-03-04 12:00 UTC none succeeded.',
    );
  });

  test.each([
    ['exactly five days of failures', { since, deliveries: 1_000 }, fiveDaysLater],
    ['fewer than 20 failed deliveries', { since, deliveries: 19 }, new Date('2027-03-04T12:00:00Z')],
    ['no failure since the last success', { since: null, deliveries: 0 }, aMomentLater],
  ])('is null after %s', (_what, failing, now) => {
    expect(reasonToDisable(failing, now)).toBeNull();
  });
});
