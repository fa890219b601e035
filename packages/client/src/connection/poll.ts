import { setIdleTimer } from './timers.ts';

/** Repeats a request at intervals, from `start` to `stop`. */
export class Poll {
  readonly #everyMs: number;
  readonly #request: () => Promise<{ works: boolean; retryAfterMs: number }>;
  #run = 0;
  #isRunning = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the latest request was answered. */
  works = false;

  constructor(everyMs: number, request: () => Promise<{ works: boolean; retryAfterMs: number }>) {
    this.#everyMs = everyMs;
    this.#request = request;
  }

  /** Begins after the time; goes on as it is when it has begun. */
  start(afterMs: number): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#schedule(afterMs, ++this.#run);
  }

  stop(): void {
    this.#isRunning = false;
    this.works = false;
    this.#run++;
    clearTimeout(this.#timer);
  }

  #schedule(ms: number, run: number): void {
    if (!Number.isFinite(ms)) return;
    this.#timer = setIdleTimer(async () => {
      const { works, retryAfterMs } = await this.#request();
      if (run !== this.#run) return;
      this.works = works;
      this.#schedule(Math.max(this.#everyMs, retryAfterMs), run);
    }, ms);
  }
}
