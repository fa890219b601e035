/** When an integration is disabled without its receiver having asked for that. Pure: the present time is an argument. */

import { minuteOf } from '../integrations/messages/minute.ts';

/** For how long it must have failed, without a success in between. */
export const FAILING_DAYS = 5;

/** How many deliveries it must have failed: one event in a quiet week says little. */
export const MIN_FAILED_DELIVERIES = 20;

const DAY_MS = 24 * 3_600_000;

/** How an integration has been failing. */
export interface Failing {
  /** The first failure since the last success; null when there was none. */
  since: Date | null;
  /** How many deliveries of events from the log have been attempted since then. */
  deliveries: number;
}

/** Why it is to be disabled, as a sentence; null: it is not. */
export function reasonToDisable({ since, deliveries }: Failing, now: Date): string | null {
  if (since === null || now.getTime() - since.getTime() <= FAILING_DAYS * DAY_MS) return null;
  if (deliveries < MIN_FAILED_DELIVERIES) return null;
  return `It has only failed for more than ${FAILING_DAYS} days: of ${deliveries} deliveries since ${minuteOf(since)} none succeeded.`;
}
