import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../logger.ts';
import { BusyDatabaseError, isDatabaseUnavailable, isOutOfConnections } from '../database-unavailable.ts';
import { pinned } from '../session.ts';
import { ConnectionQueue } from './connection-queue.ts';
import { createOutageLog, type OutageLog } from './outage-log.ts';
import { WatchedClient } from './watched-client.ts';

/** Longer than any statement may run: one without an answer by then has lost its connection unnoticed. */
const QUERY_TIMEOUT_MS = 30_000;
/** Requests wait this long for a connection. Their statements may take as long again. */
const ACQUIRE_TIMEOUT_MS = 20_000;
/** A read-only connection is replaced when it is older, so that none is left soon after Postgres can write again. */
const READ_ONLY_MAX_AGE_MS = 1_000;
/** After Postgres refused another connection. */
const RETRY_MS = 200;
const GROW_EVERY_MS = 1_000;

export interface PoolOptions {
  /** Whether one project or credential may use all connections. Default: false. */
  isUnshared?: boolean;
  /** For pools of which one line about an outage is enough. */
  outages?: OutageLog;
}

/**
 * A pool of at most `max` connections to Postgres that connects when it is first used and replaces connections that break
 * or became read-only. Requests wait for a connection in the queue of their share, and also while Postgres has no more
 * connections to give. An outage is logged with one line at its start, `outageMessage`, and one at its end. A pool that is
 * closing logs nothing: the server may still be closing its connections.
 */
export function openPool(
  settings: pg.PoolConfig & { max: number },
  log: Log,
  outageMessage: string,
  { isUnshared = false, outages = createOutageLog(log, outageMessage) }: PoolOptions = {},
): WatchedPool {
  const pool = new WatchedPool(settings, new ConnectionQueue(settings.max, !isUnshared), outages);
  const lost = (error: Error) => {
    if (!pool.ending) outages.failed(error);
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

type Connected = Parameters<Parameters<pg.Pool['connect']>[0]>;

export class WatchedPool extends pg.Pool {
  readonly #queue: ConnectionQueue;
  readonly #outages: OutageLog;
  #growing: NodeJS.Timeout | null = null;

  constructor(settings: pg.PoolConfig, queue: ConnectionQueue, outages: OutageLog) {
    super({ query_timeout: QUERY_TIMEOUT_MS, Client: WatchedClient, ...pinned(settings) });
    this.#queue = queue;
    this.#outages = outages;
  }

  /** How many requests wait for a connection. `waitingCount` is of those that pg lets wait, behind them. */
  get waitingRequests(): number {
    return this.#queue.waiting;
  }

  /** Also called by `query`. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: (...connected: Connected) => void): void;
  override connect(callback?: (...connected: Connected) => void): Promise<pg.PoolClient> | undefined {
    const acquired = this.#acquire();
    if (!callback) return acquired;
    acquired.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #acquire(): Promise<pg.PoolClient> {
    const deadline = performance.now() + ACQUIRE_TIMEOUT_MS;
    for (;;) {
      const leave = await this.#queue.enter(deadline - performance.now()).catch((error: unknown) => {
        this.#outages.busy(error, 'a request waited too long for a connection to Postgres');
        throw error;
      });
      try {
        return leaveOnRelease(await this.#checkOut(), leave);
      } catch (error) {
        leave();
        if (!isOutOfConnections(error)) {
          if (!this.ending && isDatabaseUnavailable(error)) this.#outages.failed(error);
          throw error;
        }
        this.#useFewer(error);
        if (performance.now() >= deadline)
          throw new BusyDatabaseError('Postgres has no more connections to give', { cause: error });
        if (this.totalCount === 0) await delay(RETRY_MS);
      }
    }
  }

  async #checkOut(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await super.connect();
      if (!(client instanceof WatchedClient) || !client.isReadOnly) {
        this.#outages.connected();
        return client;
      }
      this.#outages.failed(undefined, 'Postgres is read-only: nothing can be changed');
      // Reads still work. A new connection may be able to write.
      if (client.ageMs < READ_ONLY_MAX_AGE_MS) return client;
      client.release(true);
    }
  }

  /** Postgres gives no more connections: those that are open are shared, and every second one more is tried. */
  #useFewer(error: unknown): void {
    if (!this.#growing)
      this.#outages.busy(
        error,
        'Postgres has no more connections to give; requests wait for those that are open',
      );
    this.#queue.shrink(this.totalCount);
    this.#growing ??= setInterval(() => {
      const isComplete = this.#queue.grow();
      if (!isComplete && !this.ending) return;
      clearInterval(this.#growing ?? undefined);
      this.#growing = null;
    }, GROW_EVERY_MS).unref();
  }
}

function leaveOnRelease(client: pg.PoolClient, leave: () => void): pg.PoolClient {
  const { release } = client;
  client.release = (error) => {
    release.call(client, error);
    leave();
  };
  return client;
}
