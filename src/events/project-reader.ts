/** One project's newest events in this process, shared by all its subscribers. See event-log.ts. */

import type { Pool } from 'pg';
import type { Doorbell } from '../platform/doorbell.ts';
import type { Log } from '../platform/logger.ts';
import { type LoggedEvent, readEventsAfter } from './logged-event.ts';

const RING_SIZE = 512;
const READ_SIZE = 256;
/** A lost ring is made up for after at most this long. */
const HEARTBEAT_MS = 2_000;

export class ProjectReader {
  subscribers = 0;
  readonly projectId: string;
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #unlisten: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  /** The newest events without a gap, oldest first; the last one has sequence `#head`. */
  #ring: LoggedEvent[] = [];
  #head: number;
  #news = Promise.withResolvers<void>();
  #reading = false;
  #readAgain = false;

  /** Starts at the end of the log: what came before it is read from the log by those who need it. */
  constructor(pool: Pool, doorbell: Doorbell, log: Log, projectId: string, head: number) {
    this.projectId = projectId;
    this.#pool = pool;
    this.#log = log;
    this.#head = head;
    this.#unlisten = doorbell.listen('events', projectId, () => void this.#refresh());
    this.#heartbeat = setInterval(() => void this.#refresh(), HEARTBEAT_MS);
    void this.#refresh();
  }

  /** The events after a position as far as the ring has them; undefined when they have to be read from the log. */
  after(position: number): LoggedEvent[] | undefined {
    const oldest = this.#head - this.#ring.length;
    if (position < oldest) return undefined;
    return this.#ring.slice(position - oldest);
  }

  /** Resolves when events have been added to the ring after this call. */
  news(): Promise<void> {
    return this.#news.promise;
  }

  close(): void {
    this.#unlisten();
    clearInterval(this.#heartbeat);
    this.#news.resolve();
  }

  /** Reads what is new: one read at a time, and once more when a ring came meanwhile. */
  async #refresh(): Promise<void> {
    this.#readAgain = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#readAgain) {
        this.#readAgain = false;
        const events = await readEventsAfter(this.#pool, this.projectId, this.#head, READ_SIZE);
        this.#add(events);
        if (events.length === READ_SIZE) this.#readAgain = true;
      }
    } catch (error) {
      // The heartbeat tries again; subscribers keep their position.
      this.#log.warn({ err: error, projectId: this.projectId }, 'the event log could not be read');
    } finally {
      this.#reading = false;
    }
  }

  #add(events: LoggedEvent[]): void {
    const newest = events.at(-1)?.sequence;
    if (newest === undefined || newest === null) return;
    this.#ring = [...this.#ring, ...events].slice(-RING_SIZE);
    this.#head = newest;
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers<void>();
    resolve();
  }
}
