import { describe, expect, test } from 'vitest';
import { reasonToDisable } from '#src/deliveries/disabling.ts';

const since = new Date('2026-03-04T12:00:00Z');
const fiveDaysLater = new Date('2026-03-09T12:00:00Z');
const aMomentLater = new Date(fiveDaysLater.getTime() + 1);

describe('an integration is disabled', () => {
  test('when it has failed 20 deliveries in more than five days, with the numbers as the reason', () => {
    expect(reasonToDisable({ since, deliveries: 20 }, aMomentLater)).toBe(
      'It has only failed for more than 5 days: of 20 deliveries since 2026-03-04 12:00 UTC none succeeded.',
    );
  });

  test.each([
    ['in five days to the millisecond', { since, deliveries: 1_000 }, fiveDaysLater],
    ['fewer than 20 deliveries', { since, deliveries: 19 }, new Date('2027-03-04T12:00:00Z')],
    ['nothing since its last success', { since: null, deliveries: 0 }, aMomentLater],
  ])('but not when it has failed %s', (_what, failing, now) => {
    expect(reasonToDisable(failing, now)).toBeNull();
  });
});
