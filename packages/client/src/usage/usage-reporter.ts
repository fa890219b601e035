import { checkResponse } from '../connection/check-response.ts';
import type { ConnectionOptions } from '../connection/connection.ts';
import { setIdleTimer } from '../connection/timers.ts';
import type { UsageBatch } from './usage-batch.ts';
import { UsageCollector } from './usage-collector.ts';

/** Batches that wait while GoGreen is away. Older ones are dropped: usage is worth less than memory. */
const MAX_WAITING = 10;
/** A process that ends does not wait longer than this for its last batch. */
const LAST_BATCH_MS = 2000;
/** Browsers take 64 KiB together. A character takes up to three bytes. */
const MAX_KEPT_ALIVE = 20_000;

/** Sends usage in batches, once a minute. */
export class UsageReporter {
  readonly #options: ConnectionOptions;
  readonly #collector = new UsageCollector();
  readonly #waiting: UsageBatch[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  count(flag: string, variation: string): void {
    this.#collector.count(flag, variation);
  }

  expose(flag: string, variation: string, unit: string): void {
    this.#collector.expose(flag, variation, unit);
    if (this.#collector.isFull) void this.flush();
  }

  track(name: string, unit: string, value: number | undefined): void {
    this.#collector.track(name, unit, value);
    if (this.#collector.isFull) void this.flush();
  }

  /** The first time after a part of a minute, so that clients that began together do not send together. */
  start(): void {
    this.#schedule(this.#options.timing.usageMs * Math.random());
  }

  /** Sends what was collected since the last time, and what could not be sent before. Never fails. */
  async flush({ keepalive = false } = {}): Promise<void> {
    const batch = this.#collector.takeBatch();
    if (batch) this.#waiting.push(batch);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    if (this.#waiting.length === 0) return;
    // What is under way also sends what was added just now.
    this.#sending ??= this.#sendAll(keepalive);
    await this.#sending;
  }

  async #sendAll(keepalive: boolean): Promise<void> {
    try {
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        await this.#send(next, keepalive);
        if (this.#waiting[0] === next) this.#waiting.shift();
      }
    } catch {
      // The next flush sends it again, with the same id.
    } finally {
      this.#sending = null;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_BATCH_MS);
    });
    await Promise.race([this.flush({ keepalive: true }), patience]);
    clearTimeout(timer);
  }

  /** Fails when the batch is to be sent again. */
  async #send(batch: UsageBatch, keepalive: boolean): Promise<void> {
    const { url, key, fetch: send, timing } = this.#options;
    // With the clock of now the server corrects the times of a clock that is wrong.
    const body = JSON.stringify({ ...batch, sentAt: new Date().toISOString() });
    const response = await send(`${url}/sdk/v1/usage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      // Browsers finish such a request after the page is closed, and refuse it with a large body.
      keepalive: keepalive && body.length < MAX_KEPT_ALIVE,
      signal: AbortSignal.timeout(timing.silenceMs),
    });
    // What the server does not take now, it will not take later either, unless it is busy.
    if (response.status === 429 || response.status >= 500) return await checkResponse(response);
    await response.body?.cancel();
  }

  #schedule(ms: number): void {
    this.#timer = setIdleTimer(async () => {
      await this.flush();
      if (!this.#isClosed) this.#schedule(this.#options.timing.usageMs);
    }, ms);
  }
}
