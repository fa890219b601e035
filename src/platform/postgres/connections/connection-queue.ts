/**
 * Decides who gets the next connection. Every connection is used for a share: a project, a credential, or the work of the
 * process itself. A share whose statements wait, for a lock or for a slow read, must not hold all connections.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { createLines } from '../../lines.ts';
import { BusyDatabaseError } from '../database-unavailable.ts';

const current = new AsyncLocalStorage<string>();

/** The share of what no request and no job asked for. */
const PROCESS = 'process';

/**
 * A share may hold at most this many times what is then still free: alone two thirds of the connections, with others
 * beside it less, and always something is left for a share that holds none. Known as the dynamic threshold of shared
 * buffers in network switches.
 */
const TIMES_FREE = 2;

/** Connections that `work` uses, now or later, count for this share. */
export function inShare<Result>(share: string, work: () => Result): Result {
  return current.run(share, work);
}

/** For what is started by a request, but works for all of them. */
export function inProcessShare<Result>(work: () => Result): Result {
  return current.run(PROCESS, work);
}

interface Waiting {
  admit(): void;
}

export class ConnectionQueue {
  readonly #max: number;
  readonly #isShared: boolean;
  #capacity: number;
  #inUse = 0;
  #waiting = 0;
  readonly #held = new Map<string, number>();
  /** Those who wait, by share. */
  readonly #lines = createLines<Waiting>();

  /** Without `isShared` one share may hold all connections. */
  constructor(max: number, isShared: boolean) {
    this.#max = max;
    this.#capacity = max;
    this.#isShared = isShared;
  }

  /**
   * Resolves when a connection may be used, with the function that gives it back. Fails with BusyDatabaseError when that
   * takes longer than `timeoutMs`.
   */
  enter(timeoutMs: number): Promise<() => void> {
    const share = current.getStore() ?? PROCESS;
    if (!this.#lines.has(share) && this.#mayTake(share)) return Promise.resolve(this.#take(share));
    return new Promise((resolve, reject) => {
      this.#waiting += 1;
      const timeout = setTimeout(() => {
        this.#waiting -= 1;
        this.#lines.remove(share, waiting);
        reject(new BusyDatabaseError('no connection to Postgres was free in time'));
      }, timeoutMs);
      const waiting = {
        admit: () => {
          this.#waiting -= 1;
          clearTimeout(timeout);
          resolve(this.#take(share));
        },
      };
      this.#lines.add(share, waiting);
    });
  }

  /** How many wait for a connection. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Lets in no more than this many, at least one, until `grow`. */
  shrink(capacity: number): void {
    this.#capacity = Math.max(1, Math.min(capacity, this.#capacity));
  }

  /** Lets in one more. Returns whether that is the maximum. */
  grow(): boolean {
    this.#capacity = Math.min(this.#max, this.#capacity + 1);
    this.#admitNext();
    return this.#capacity === this.#max;
  }

  #take(share: string): () => void {
    this.#inUse += 1;
    this.#held.set(share, this.#heldBy(share) + 1);
    return () => {
      this.#inUse -= 1;
      if (this.#heldBy(share) === 1) this.#held.delete(share);
      else this.#held.set(share, this.#heldBy(share) - 1);
      this.#admitNext();
    };
  }

  #admitNext(): void {
    // One at a time: each connection that is taken changes what the shares may take.
    const takeNext = () => this.#lines.take(1, (share) => this.#mayTake(share))[0];
    for (let next = takeNext(); next; next = takeNext()) next.admit();
  }

  #mayTake(share: string): boolean {
    const free = this.#capacity - this.#inUse;
    return free > 0 && (!this.#isShared || this.#heldBy(share) < TIMES_FREE * free);
  }

  #heldBy(share: string): number {
    return this.#held.get(share) ?? 0;
  }
}
