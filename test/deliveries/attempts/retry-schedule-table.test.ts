import { describe, expect, it } from 'vitest';
import { type AttemptEnd, planNext, RETRY_DELAYS_MS } from '#src/deliveries/attempts/retry-schedule.ts';
import type { Verdict } from '#src/integrations/contract/provider.ts';

const endedAt = new Date('2026-03-04T12:00:00Z');
const transient: Verdict = { failed: 'transient', reason: 'no' };
const skipped: Verdict = { skipped: 'Nothing to do.' };
const permanent: Verdict = { failed: 'permanent', reason: 'never' };
const asking = (seconds: number): Verdict => ({ ...transient, retryAfter: seconds });
const planned = new Date('2026-03-04T13:00:00Z');
const past = new Date('2026-03-04T11:00:00Z');

type Row = [fact: string, end: Partial<AttemptEnd>, status: string, used: number, next: string | null];

const rows: Row[] = [
  ['a first success ends it', { trigger: 'FIRST', verdict: 'ok' }, 'DELIVERED', 1, null],
  ['a late success ends it', { trigger: 'RETRY', scheduledCount: 4, verdict: 'ok' }, 'DELIVERED', 5, null],
  ['after the first failure: 1 min', { trigger: 'FIRST' }, 'PENDING', 1, '12:01:00'],
  ['after the second: 5 min', { trigger: 'RETRY', scheduledCount: 1 }, 'PENDING', 2, '12:05:00'],
  ['after the third: 30 min', { trigger: 'RETRY', scheduledCount: 2 }, 'PENDING', 3, '12:30:00'],
  ['after the fourth: 2 h', { trigger: 'RETRY', scheduledCount: 3 }, 'PENDING', 4, '14:00:00'],
  ['the fifth failure is the last', { trigger: 'RETRY', scheduledCount: 4 }, 'FAILED', 5, null],
  ['a permanent failure is the last', { trigger: 'FIRST', verdict: permanent }, 'FAILED', 1, null],
  [
    'what is skipped is over',
    { trigger: 'RETRY', scheduledCount: 1, verdict: skipped },
    'CANCELLED',
    2,
    null,
  ],
  ['by hand as well', { trigger: 'MANUAL', plannedAt: planned, verdict: skipped }, 'CANCELLED', 0, null],
  ['a later Retry-After wins', { trigger: 'FIRST', verdict: asking(90) }, 'PENDING', 1, '12:01:30'],
  ['an earlier one does not', { trigger: 'FIRST', verdict: asking(5) }, 'PENDING', 1, '12:01:00'],
  [
    'it adds no attempt to the five',
    { trigger: 'RETRY', scheduledCount: 4, verdict: asking(60) },
    'FAILED',
    5,
    null,
  ],
  [
    'by hand after the end: one failure is the end',
    { trigger: 'MANUAL', scheduledCount: 5 },
    'FAILED',
    5,
    null,
  ],
  [
    'by hand after the end: success',
    { trigger: 'MANUAL', scheduledCount: 5, verdict: 'ok' },
    'DELIVERED',
    5,
    null,
  ],
  [
    'by hand while it waits: a failure leaves the plan as it was',
    { trigger: 'MANUAL', scheduledCount: 2, plannedAt: planned },
    'PENDING',
    2,
    '13:00:00',
  ],
  [
    'by hand while it waits: a failure that asks for more time than the plan gets it',
    { trigger: 'MANUAL', scheduledCount: 2, plannedAt: planned, verdict: asking(7_200) },
    'PENDING',
    2,
    '14:00:00',
  ],
  [
    'by hand until after the planned time: the planned attempt follows at once',
    { trigger: 'MANUAL', scheduledCount: 2, plannedAt: past },
    'PENDING',
    2,
    '12:00:00',
  ],
  [
    'by hand while it waits: success ends it',
    { trigger: 'MANUAL', scheduledCount: 2, plannedAt: planned, verdict: 'ok' },
    'DELIVERED',
    2,
    null,
  ],
  [
    'by hand while it waits: a permanent failure ends it',
    { trigger: 'MANUAL', scheduledCount: 2, plannedAt: planned, verdict: permanent },
    'FAILED',
    2,
    null,
  ],
  ['a test is not retried', { trigger: 'TEST' }, 'FAILED', 0, null],
];

describe('the plan after an attempt', () => {
  it.each(rows)('%s', (_fact, end, status, scheduledCount, next) => {
    const plan = planNext({
      trigger: 'FIRST',
      scheduledCount: 0,
      plannedAt: null,
      verdict: transient,
      endedAt,
      ...end,
    });
    expect(plan).toEqual({
      status,
      scheduledCount,
      nextAttemptAt: next === null ? null : new Date(`2026-03-04T${next}Z`),
    });
  });

  it('with any Retry-After: is at most a day later', () => {
    const { nextAttemptAt } = planNext({
      trigger: 'FIRST',
      scheduledCount: 0,
      plannedAt: null,
      verdict: asking(999_999),
      endedAt,
    });
    expect(nextAttemptAt).toEqual(new Date('2026-03-05T12:00:00Z'));
  });

  it('uses the documented delays', () => {
    expect(RETRY_DELAYS_MS.map((ms) => ms / 60_000)).toEqual([1, 5, 30, 120]);
  });
});
