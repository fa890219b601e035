/** Decides what follows an attempt. Pure: time is an argument. */

import type { AttemptTrigger, DeliveryStatus } from '../../../generated/prisma/enums.ts';
import type { Verdict } from '../../integrations/contract/provider.ts';

const MINUTE = 60_000;

/** Delays between the end of a failed attempt and the next one: attempts two to five. Documented, so they must not change. */
export const RETRY_DELAYS_MS = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE];

/** Longest Retry-After that is honoured. */
const MAX_RETRY_AFTER_MS = 24 * 60 * MINUTE;

/** The end of an attempt. */
export interface AttemptEnd {
  trigger: AttemptTrigger;
  /** Number of scheduled attempts before this one. */
  scheduledCount: number;
  /** Time of a planned retry that was not made yet: only an attempt by hand can come before it. */
  plannedAt: Date | null;
  verdict: Verdict;
  endedAt: Date;
}

export interface Plan {
  status: DeliveryStatus;
  scheduledCount: number;
  nextAttemptAt: Date | null;
}

/** The status after an attempt and the time of the next attempt, if there is one. */
export function planNext({ trigger, scheduledCount, plannedAt, verdict, endedAt }: AttemptEnd): Plan {
  const outside = trigger === 'MANUAL' || trigger === 'TEST';
  const used = outside ? scheduledCount : scheduledCount + 1;
  if (verdict === 'ok') return { status: 'DELIVERED', scheduledCount: used, nextAttemptAt: null };
  if ('skipped' in verdict) return { status: 'CANCELLED', scheduledCount: used, nextAttemptAt: null };
  const failed: Plan = { status: 'FAILED', scheduledCount: used, nextAttemptAt: null };
  if (verdict.failed === 'permanent') return failed;
  if (outside) {
    // An attempt by hand neither uses up nor extends the schedule.
    return plannedAt
      ? {
          status: 'PENDING',
          scheduledCount: used,
          nextAttemptAt: later(plannedAt, earliestRetry(verdict, endedAt)),
        }
      : failed;
  }
  const delay = RETRY_DELAYS_MS[used - 1];
  if (delay === undefined) return failed;
  const scheduled = new Date(endedAt.getTime() + delay);
  return {
    status: 'PENDING',
    scheduledCount: used,
    nextAttemptAt: later(scheduled, earliestRetry(verdict, endedAt)),
  };
}

/** The attempts of the schedule from the next one on, if all of them fail and take no time. */
export function plannedAttempts(nextAttemptAt: Date, scheduledCount: number): Date[] {
  const times = [nextAttemptAt];
  let at = nextAttemptAt.getTime();
  for (const delay of RETRY_DELAYS_MS.slice(scheduledCount)) {
    at += delay;
    times.push(new Date(at));
  }
  return times;
}

/** When the receiver accepts another attempt, as far as it said so. */
export function earliestRetry({ retryAfter = 0 }: { retryAfter?: number }, endedAt: Date): Date {
  return new Date(endedAt.getTime() + Math.min(retryAfter * 1_000, MAX_RETRY_AFTER_MS));
}

function later(left: Date, right: Date): Date {
  return left > right ? left : right;
}
