/** Who counts the exposures and conversions of an experiment, and what GoGreen counted last. */

export const experimentCountings = ['RECORDED', 'AUTOMATIC'] as const;
export type ExperimentCounting = (typeof experimentCountings)[number];

export interface Counted {
  /** Time of the count. */
  at: string;
  /** Units that were exposed to one of the variations. */
  units: number;
  /** Those that were exposed to another variation, too, and count for the first one. */
  mixedUnits: number;
  /** Whether units that come from now on are left out. */
  isFull: boolean;
}

const HOUR_MS = 3_600_000;
/** Exposures and events that are older when they arrive are not accepted. */
export const MAX_AGE_MS = 24 * HOUR_MS;
/**
 * What happened so long ago is settled: nothing from before it can arrive any more. The hour is for the differences between
 * the clocks of our own processes.
 */
export const SETTLED_AFTER_MS = MAX_AGE_MS + HOUR_MS;

/** More units than any comparison of rates needs. What is stored of a unit takes about 150 bytes. */
export const MAX_UNITS = 1_000_000;
/** Each of them is looked at for each event that an application reports. */
export const MAX_COUNTING_EXPERIMENTS = 100;
