import type { Timing } from './timing.ts';

/** A stream that lived this long worked: the next pause is a short one again. */
const WORKED_MS = 10_000;

/**
 * The pauses between attempts: each is random between the shortest pause and three times the one before it, so that clients
 * that lost the same server do not come back together.
 */
export class BackOff {
  readonly #timing: Pick<Timing, 'minRetryMs' | 'maxRetryMs'>;
  readonly #random: () => number;
  #last: number;

  constructor(timing: Pick<Timing, 'minRetryMs' | 'maxRetryMs'>, random: () => number = Math.random) {
    this.#timing = timing;
    this.#random = random;
    this.#last = timing.minRetryMs;
  }

  /** The next pause, after an attempt that lived for so long. */
  next(livedMs: number): number {
    const { minRetryMs, maxRetryMs } = this.#timing;
    if (livedMs >= WORKED_MS) this.#last = minRetryMs;
    const longest = Math.min(maxRetryMs, this.#last * 3);
    this.#last = minRetryMs + this.#random() * Math.max(0, longest - minRetryMs);
    return this.#last;
  }
}
