/** How much a batch of usage may hold, and how far ahead its times may be. */

/** Of the body of a request. */
export const MAX_BATCH_BYTES = 1024 * 1024;
/** Counts of one variation of one flag. */
export const MAX_COUNTS = 10_000;
/** Exposures, and as many events. */
export const MAX_ENTRIES = 5_000;
/** What exposures and events count for, each once for each experiment. */
export const MAX_COUNTED = 20_000;
/** Batches of one client key from one network in a minute. Server keys are limited as everywhere. */
export const MAX_BATCHES_PER_MINUTE = 120;
/** Of one variation during the period of a batch. */
export const MAX_COUNT = 1_000_000_000;
/** Of the id of a unit. */
export const MAX_UNIT_LENGTH = 500;
/** Events further out lose digits when they are added up. */
export const MAX_EVENT_VALUE = 1_000_000_000_000;
/** The answer names no more entries that were skipped. */
export const MAX_LISTED_SKIPS = 100;

/** How far the clock of a sender may be ahead: what it reports of the time until then counts as of now. */
export const MAX_AHEAD_MS = 3_600_000;
