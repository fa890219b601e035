/** The newest changes of one project's deliveries, shared by all its subscribers in this process. See delivery-feed.ts. */

import type { Pool } from 'pg';
import type { Doorbell } from '../../../platform/live/doorbell.ts';
import { keepReading } from '../../../platform/live/keep-reading.ts';
import { createWaiting } from '../../../platform/live/waiting.ts';
import type { Log } from '../../../platform/logger.ts';
import { type ChangedDelivery, readChangedAfter, readHorizon, startAt } from './changed-deliveries.ts';

const READ_SIZE = 500;
/** Subscribers that are further behind read the database themselves. */
const RING_SIZE = 2_000;
/** At most twenty reads a second, however many deliveries change. */
const PAUSE_MS = 50;

export class DeliveryReader {
  readonly #pool: Pool;
  readonly #projectId: string;
  readonly #ring: ChangedDelivery[] = [];
  /** The ring holds every change since this time. */
  #completeSince: Date;
  /** Number of changes so far: the position after the newest one. */
  #end = 0;
  #since: Date;
  /** States that the next read may return again. */
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

  /** The position after the newest change. */
  get end(): number {
    return this.#end;
  }

  /** Changes that are added from now on are of this time or later. */
  get since(): Date {
    return this.#since;
  }

  /** The position before the first change since `time`. Too far behind if the ring no longer holds all of them. */
  positionAt(time: Date): number {
    if (time < this.#completeSince) return -1;
    const index = this.#ring.findIndex(({ updatedAt }) => updatedAt >= time);
    return index === -1 ? this.#end : this.#oldest + index;
  }

  isBehind(position: number): boolean {
    return position < this.#oldest;
  }

  /** The next changes after a position, at most `limit`. None when it is too far behind. */
  after(position: number, limit: number): ChangedDelivery[] {
    const from = position - this.#oldest;
    return from < 0 ? [] : this.#ring.slice(from, from + limit);
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
    // Read before the changes: the next read finds what is under way now and commits after this one.
    const horizon = await readHorizon(this.#pool);
    let position = startAt(this.#since);
    for (let isMore = true; isMore; ) {
      const changes = await readChangedAfter(this.#pool, this.#projectId, position, READ_SIZE);
      for (const change of changes) this.#add(change);
      position = changes.at(-1) ?? position;
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
