/** The newest changes to one project's deliveries in this process, shared by all its subscribers. See delivery-feed.ts. */

import type { Pool } from 'pg';
import type { Doorbell } from '../../platform/live/doorbell.ts';
import { keepReading } from '../../platform/live/keep-reading.ts';
import { createWaiting } from '../../platform/live/waiting.ts';
import type { Log } from '../../platform/logger.ts';
import { type ChangedDelivery, placeAt, readChangedAfter, readHorizon } from './changed-deliveries.ts';

const READ_SIZE = 500;
/** Who is further behind than this reads by themselves. */
const RING_SIZE = 2_000;
/** A project that delivers thousands a second is read twenty times a second. */
const PAUSE_MS = 50;

export class DeliveryReader {
  readonly #pool: Pool;
  readonly #projectId: string;
  readonly #ring: ChangedDelivery[] = [];
  /** The ring has every change of this time or later. */
  #completeSince: Date;
  /** How many changes there have been: the position behind the newest one. */
  #end = 0;
  #since: Date;
  /** The states seen that the next read may meet again. */
  readonly #seen = new Map<string, ChangedDelivery>();
  readonly #news = createWaiting();
  readonly #stop: () => void;

  constructor(pool: Pool, doorbell: Doorbell, log: Log, projectId: string, since: Date) {
    this.#pool = pool;
    this.#projectId = projectId;
    this.#since = since;
    this.#completeSince = since;
    const read = () => this.#read();
    this.#stop = keepReading({ doorbell, topic: 'deliveries', projectId, log, pauseMs: PAUSE_MS, read });
  }

  /** The position behind the newest change. */
  get end(): number {
    return this.#end;
  }

  /** Whatever is added from now on was changed at this time or later. */
  get since(): Date {
    return this.#since;
  }

  /** The position before the first change of a time or later; one that is behind when the ring lacks some of them. */
  positionAt(time: Date): number {
    if (time < this.#completeSince) return -1;
    const index = this.#ring.findIndex(({ updatedAt }) => updatedAt >= time);
    return index === -1 ? this.#end : this.#oldest + index;
  }

  isBehind(position: number): boolean {
    return position < this.#oldest;
  }

  /** The change that follows a position; undefined when there is none yet. */
  next(position: number): ChangedDelivery | undefined {
    return this.#ring[position - this.#oldest];
  }

  /** Resolves after the next read, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    return this.#news.wait(signal);
  }

  close(): void {
    this.#stop();
  }

  get #oldest(): number {
    return this.#end - this.#ring.length;
  }

  async #read(): Promise<boolean> {
    // Taken before the changes: what is under way now, and commits after they are read, is found by the next read.
    const horizon = await readHorizon(this.#pool);
    let place = placeAt(this.#since);
    for (let isMore = true; isMore; ) {
      const changes = await readChangedAfter(this.#pool, this.#projectId, place, READ_SIZE);
      for (const change of changes) this.#add(change);
      place = changes.at(-1) ?? place;
      isMore = changes.length === READ_SIZE;
    }
    this.#since = horizon;
    for (const [id, { updatedAt }] of this.#seen) if (updatedAt < horizon) this.#seen.delete(id);
    this.#news.wake();
    return false;
  }

  #add(change: ChangedDelivery): void {
    if (this.#seen.get(change.id)?.state === change.state) return;
    this.#seen.set(change.id, change);
    this.#ring.push(change);
    this.#end += 1;
    if (this.#ring.length <= RING_SIZE) return;
    const lost = this.#ring.shift();
    if (lost && lost.updatedAt >= this.#completeSince)
      this.#completeSince = new Date(lost.updatedAt.getTime() + 1);
  }
}
