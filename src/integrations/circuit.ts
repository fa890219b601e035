/**
 * When an integration has failed this often in a row, its circuit is open: what is new waits instead of using up its
 * attempts on a receiver that does not answer, and one delivery at a time is sent to see whether it does again. Retries
 * keep their schedule, and close the circuit as well when one succeeds.
 */
export const CIRCUIT_OPENS_AFTER = 10;

/** How long after one such delivery the next one is sent. */
export const PROBE_EVERY_SECONDS = 30;
