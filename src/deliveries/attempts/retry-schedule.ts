/** What follows an attempt. Pure: the present time is an argument. */

import type { AttemptTrigger, DeliveryStatus } from '../../../generated/prisma/enums.ts';
import type { Verdict } from '../../integrations/contract/provider.ts';

const MINUTE = 60_000;

/** How long after the end of a failed attempt the next one starts: attempts two to five. The documented contract. */
export const RETRY_DELAYS_MS = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE];

/** An endpoint may ask for a pause of at most a day. */
const MAX_RETRY_AFTER_MS = 24 * 60 * MINUTE;

/** A delivery at the end of one of its attempts. */
export interface AttemptEnd {
  trigger: AttemptTrigger;
  /** How many attempts of the schedule were used before this one. */
  scheduledCount: number;
  /** When the schedule had planned an attempt that has not been made yet: only attempts by hand leave one behind. */
  plannedAt: Date | null;
  verdict: Verdict;
  endedAt: Date;
}

export interface Plan {
  status: DeliveryStatus;
  scheduledCount: number;
  nextAttemptAt: Date | null;
}

/** The status after an attempt and, when there is to be another, its time. */
export function planNext({ trigger, scheduledCount, plannedAt, verdict, endedAt }: AttemptEnd): Plan {
  const outside = trigger === 'MANUAL' || trigger === 'TEST';
  const used = outside ? scheduledCount : scheduledCount + 1;
  if (verdict === 'ok') return { status: 'DELIVERED', scheduledCount: used, nextAttemptAt: null };
  if ('skipped' in verdict) return { status: 'CANCELLED', scheduledCount: used, nextAttemptAt: null };
  const failed: Plan = { status: 'FAILED', scheduledCount: used, nextAttemptAt: null };
  if (verdict.failed === 'permanent') return failed;
  if (outside) {
    // An attempt by hand is one attempt: it neither uses the schedule up nor extends it.
    return plannedAt
      ? { status: 'PENDING', scheduledCount: used, nextAttemptAt: later(plannedAt, endedAt) }
      : failed;
  }
  const delay = RETRY_DELAYS_MS[used - 1];
  if (delay === undefined) return failed;
  const asked = Math.min((verdict.retryAfter ?? 0) * 1_000, MAX_RETRY_AFTER_MS);
  return {
    status: 'PENDING',
    scheduledCount: used,
    nextAttemptAt: new Date(endedAt.getTime() + Math.max(delay, asked)),
  };
}

function later(left: Date, right: Date): Date {
  return left > right ? left : right;
}
