/**
 * Who goes first when more is due than may go: the smaller number. Kept with the delivery, and the priority of its jobs
 * as well. SQL that plans attempts has these numbers in it.
 */
export const PRIORITY = {
  /** Somebody is waiting for it. */
  manual: -10,
  first: 0,
  retry: 10,
  /** What a recovery asked for, retries of it included: never in the way of what is happening now. */
  replay: 20,
} as const;
