/**
 * The order in which due deliveries are claimed when limits hold some of them back: smaller numbers first. Stored with the
 * delivery, and also the priority of its jobs.
 */
export const PRIORITY = {
  /** A user waits for it. */
  manual: -10,
  first: 0,
  retry: 10,
  /** Queued by a recovery, retries included: never delays other deliveries. */
  replay: 20,
} as const;
