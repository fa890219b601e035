import pg from 'pg';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';

/** No statement of ours takes as long: one without an answer by then has lost its server without being told. */
const QUERY_TIMEOUT_MS = 30_000;
/** An overloaded pool that refuses some and serves others is not to fill the log. */
const REPORT_EVERY_MS = 10_000;

/**
 * A pool of connections to Postgres; it connects when it is first used. A connection that breaks, idle or in use, is
 * replaced: without handlers the event would end the process. While Postgres is away the log gets one line at the start,
 * with `whatBroke`, and one at the end, not one for every connection and every attempt. Once the pool is being closed it
 * says nothing new, since it does not wait until the server has let go of its connections.
 */
export function openPool(settings: pg.PoolConfig, log: Log, whatBroke: string): pg.Pool {
  const outages = createOutageLog(log, whatBroke);
  const pool = new WatchedPool({ query_timeout: QUERY_TIMEOUT_MS, ...settings }, outages);
  const lost = (error: Error) => {
    if (!pool.ending) outages.isAway(error);
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

interface OutageLog {
  isAway(error: Error): void;
  isThere(): void;
}

function createOutageLog(log: Log, whatBroke: string): OutageLog {
  let isReported = false;
  let reportedAt = Number.NEGATIVE_INFINITY;
  return {
    isAway(error) {
      if (isReported || performance.now() - reportedAt < REPORT_EVERY_MS) return;
      isReported = true;
      reportedAt = performance.now();
      log.warn({ err: error }, whatBroke);
    },
    isThere() {
      if (isReported) log.info('connected to Postgres again');
      isReported = false;
    },
  };
}

type Connected = Parameters<Parameters<pg.Pool['connect']>[0]>;

/** Sees each connection that is asked for, those of `query` included, and how that ends. */
class WatchedPool extends pg.Pool {
  readonly #outages: OutageLog;

  constructor(settings: pg.PoolConfig, outages: OutageLog) {
    super(settings);
    this.#outages = outages;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: (...connected: Connected) => void): void;
  override connect(callback?: (...connected: Connected) => void): Promise<pg.PoolClient> | undefined {
    if (!callback)
      return super.connect().then(
        (client) => {
          this.#outages.isThere();
          return client;
        },
        (error) => {
          this.#look(error);
          throw error;
        },
      );
    super.connect((error, client, release) => {
      if (error) this.#look(error);
      else this.#outages.isThere();
      callback(error, client, release);
    });
    return undefined;
  }

  #look(error: Error): void {
    if (!this.ending && isDatabaseUnavailable(error)) this.#outages.isAway(error);
  }
}
