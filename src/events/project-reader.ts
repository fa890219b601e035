/** One project's newest events in this process, shared by all its subscribers. See event-log.ts. */

import type { Pool } from 'pg';
import type { Doorbell } from '../platform/live/doorbell.ts';
import { keepReading } from '../platform/live/keep-reading.ts';
import { createWaiting } from '../platform/live/waiting.ts';
import type { Log } from '../platform/logger.ts';
import { type LoggedEvent, readEventsAfter } from './logged-event.ts';

const READ_SIZE = 256;
/** A subscriber that is further behind reads the log by itself. */
const RING_SIZE = 512;
/** In characters of payload: large flags must not make the ring buffer large. */
const RING_WEIGHT = 4 * 1024 * 1024;

export class ProjectReader {
  /** The newest events without a gap, oldest first; the last one has sequence `#head`. */
  readonly #ring: { event: LoggedEvent; weight: number }[] = [];
  #weight = 0;
  #head: number;
  readonly #waiting = createWaiting();
  readonly #stop: () => void;

  /** Starts at the end of the log. Subscribers read earlier events from the log by themselves. */
  constructor(pool: Pool, doorbell: Doorbell, log: Log, projectId: string, head: number) {
    this.#head = head;
    this.#stop = keepReading({
      doorbell,
      topic: 'events',
      projectId,
      log,
      pauseMs: 0,
      read: async () => {
        const events = await readEventsAfter(pool, projectId, this.#head, READ_SIZE);
        this.#add(events);
        return events.length === READ_SIZE;
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

  close(): void {
    this.#stop();
  }

  get #oldest(): number {
    return this.#head - this.#ring.length;
  }

  #add(events: LoggedEvent[]): void {
    for (const event of events) {
      const weight = JSON.stringify(event.payload).length;
      this.#ring.push({ event, weight });
      this.#weight += weight;
      this.#head = event.sequence ?? this.#head;
    }
    while (this.#ring.length > RING_SIZE || this.#weight > RING_WEIGHT) {
      this.#weight -= this.#ring.shift()?.weight ?? 0;
    }
    if (events.length > 0) this.#waiting.wake();
  }
}
