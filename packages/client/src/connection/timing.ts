/** How long the client waits for what, in milliseconds. The defaults fit the server; tests and unusual networks set others. */
export interface Timing {
  /** Shortest pause before the stream is opened again. */
  minRetryMs: number;
  /** Longest pause before the stream is opened again, unless the server asks for more with Retry-After. */
  maxRetryMs: number;
  /** A stream without a byte for this long is lost. The server sends a ping every 15 seconds. */
  silenceMs: number;
  /** Time between two requests for the state while the stream does not work. */
  pollMs: number;
  /** How long after the loss of the connection the state becomes `error`. Longer than the longest pause. */
  errorAfterMs: number;
  /** Time between two batches of usage counts. */
  usageMs: number;
}

export const defaultTiming: Timing = {
  minRetryMs: 100,
  maxRetryMs: 30_000,
  silenceMs: 30_000,
  pollMs: 30_000,
  errorAfterMs: 5 * 60_000,
  usageMs: 60_000,
};
