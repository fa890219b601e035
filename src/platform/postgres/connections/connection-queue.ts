/**
 * Decides who gets the next connection. Every connection is used for a share: a project, a credential, or the work of the
 * process itself. A share whose statements wait, for a lock or for a slow read, must not hold all connections.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
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
  readonly #held = new Map<string, number>();
  /** The waiting of each share. Shares take turns: one that was served goes to the end. */
  readonly #lines = new Map<string, Waiting[]>();

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
    const line = this.#lines.get(share) ?? [];
    if (line.length === 0 && this.#mayTake(share)) return Promise.resolve(this.#take(share));
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        const rest = line.filter((other) => other !== waiting);
        line.splice(0, line.length, ...rest);
        if (line.length === 0) this.#lines.delete(share);
        reject(new BusyDatabaseError('no connection to Postgres was free in time'));
      }, timeoutMs);
      const waiting = {
        admit: () => {
          clearTimeout(timeout);
          resolve(this.#take(share));
        },
      };
      line.push(waiting);
      this.#lines.set(share, line);
    });
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
    // A line that goes to the end is visited again: each turn takes a connection, so this ends.
    for (const [share, line] of this.#lines) {
      if (!this.#mayTake(share)) continue;
      this.#lines.delete(share);
      const [next, ...rest] = line.splice(0, line.length);
      line.push(...rest);
      if (line.length > 0) this.#lines.set(share, line);
      next?.admit();
    }
  }

  #mayTake(share: string): boolean {
    const free = this.#capacity - this.#inUse;
    return free > 0 && (!this.#isShared || this.#heldBy(share) < TIMES_FREE * free);
  }

  #heldBy(share: string): number {
    return this.#held.get(share) ?? 0;
  }
}
