/**
 * After this many failed attempts in a row the circuit of an integration is open: first attempts stay queued, so that they
 * are not used up while the receiver is down, and only probes are sent. Retries keep their schedule. Any successful attempt
 * closes the circuit.
 */
export const CIRCUIT_OPENS_AFTER = 10;

/** The time between two probes. */
export const PROBE_EVERY_SECONDS = 30;
