/** One project's newest events in this process, shared by all its subscribers. See event-log.ts. */

import type { Pool } from 'pg';
import type { Doorbell } from '../platform/live/doorbell.ts';
import { keepReading } from '../platform/live/keep-reading.ts';
import { createWaiting } from '../platform/live/waiting.ts';
import type { Log } from '../platform/logger.ts';
import type { LoggedEvent } from './logged-event.ts';
import { createPageReader, type Page } from './read-page.ts';

/** A subscriber that is further behind reads the log by itself. */
const RING_SIZE = 512;
/** Large flags must not make the ring buffer large. */
const RING_BYTES = 4 * 1024 * 1024;
const READ = { events: 256, bytes: RING_BYTES };

export class ProjectReader {
  /** The newest events without a gap, oldest first; the last one has sequence `#head`. */
  readonly #ring: Page['events'] = [];
  #bytes = 0;
  #head: number;
  #readAt = performance.now();
  readonly #waiting = createWaiting();
  readonly #stop: () => void;

  /** Starts at the end of the log. Subscribers read earlier events from the log by themselves. */
  constructor(pool: Pool, doorbell: Doorbell, log: Log, projectId: string, head: number) {
    this.#head = head;
    const readPage = createPageReader(pool, projectId, READ);
    this.#stop = keepReading({
      doorbell,
      topic: 'events',
      projectId,
      log,
      pauseMs: 0,
      read: async () => {
        const { events, isFull } = await readPage(this.#head);
        this.#readAt = performance.now();
        this.#add(events);
        return isFull;
      },
    });
  }

  /** Whether the event after a position is no longer in the ring buffer. */
  isBehind(position: number): boolean {
    return position < this.#oldest;
  }

  /** The event that follows a position; undefined when there is none yet. */
  next(position: number): LoggedEvent | undefined {
    return this.#ring[position - this.#oldest]?.event;
  }

  /** Resolves when there are new events, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    return this.#waiting.wait(signal);
  }

  /** Time since the log was last read. Notifications and polls keep it within two seconds while Postgres answers. */
  get ageMs(): number {
    return performance.now() - this.#readAt;
  }

  close(): void {
    this.#stop();
  }

  get #oldest(): number {
    return this.#head - this.#ring.length;
  }

  #add(events: Page['events']): void {
    for (const { event, bytes } of events) {
      this.#ring.push({ event, bytes });
      this.#bytes += bytes;
      this.#head = event.sequence ?? this.#head;
    }
    while (this.#ring.length > RING_SIZE || this.#bytes > RING_BYTES) {
      this.#bytes -= this.#ring.shift()?.bytes ?? 0;
    }
    if (events.length > 0) this.#waiting.wake();
  }
}
