/** When an integration is disabled for failing, as opposed to a receiver that answers 410 Gone. Pure: time is an argument. */

import { minuteOf } from '../platform/minute.ts';

/** It must have failed for longer than this without a success. */
export const FAILING_DAYS = 5;

/** It must have failed so many deliveries: one event in a quiet week says little. */
export const MIN_FAILED_DELIVERIES = 20;

const DAY_MS = 24 * 3_600_000;

/** Failures of an integration. */
export interface Failing {
  /** The first failure since the last success. Null when there was none. */
  since: Date | null;
  /** Number of deliveries attempted since then, without test sends. */
  deliveries: number;
}

/** Why the integration is to be disabled, as a sentence. Null when it is not. */
export function reasonToDisable({ since, deliveries }: Failing, now: Date): string | null {
  if (since === null || now.getTime() - since.getTime() <= FAILING_DAYS * DAY_MS) return null;
  if (deliveries < MIN_FAILED_DELIVERIES) return null;
  return `It has only failed for more than ${FAILING_DAYS} days: of ${deliveries} deliveries since ${minuteOf(since)} none succeeded.`;
}
