import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '#src/platform/egress/retry-after.ts';

const now = new Date('2026-03-04T12:00:00Z');
const parse = (value: string) => parseRetryAfter([['Retry-After', value]], now);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['86400', 86_400],
    ['86401', 86_400],
    ['999999999999999999999', 86_400],
    ['Wed, 04 Mar 2026 12:30:00 GMT', 1_800],
    ['Wednesday, 04-Mar-26 12:30:00 GMT', 1_800],
    ['Wed, 04 Mar 2026 11:00:00 GMT', 0],
    ['Thu, 04 Mar 2027 12:00:00 GMT', 86_400],
  ])('%j means %i seconds', (value, seconds) => {
    expect(parse(value)).toBe(seconds);
  });

  it.each(['', '-5', '1.5', 'soon', '12 minutes', 'Wed, yesterday'])('%j means nothing', (value) => {
    expect(parse(value)).toBeUndefined();
  });

  it('is found in any case, and is undefined when it is missing', () => {
    expect(parseRetryAfter([['RETRY-AFTER', '3']], now)).toBe(3);
    expect(parseRetryAfter([['Content-Type', 'text/plain']], now)).toBeUndefined();
  });
});
