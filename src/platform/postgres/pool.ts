import pg from 'pg';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { pinned } from './session.ts';

/** Longer than any statement may run: one without an answer by then has lost its connection unnoticed. */
const QUERY_TIMEOUT_MS = 30_000;
/** Keeps a pool that fails intermittently from filling the log. */
const REPORT_EVERY_MS = 10_000;

/**
 * A pool of connections to Postgres that connects when it is first used and replaces connections that break, idle or in
 * use. An outage is logged with one line at its start, `outageMessage`, and one at its end, not with one for every
 * connection and attempt. A pool that is closing logs nothing: the server may still be closing its connections.
 */
export function openPool(settings: pg.PoolConfig, log: Log, outageMessage: string): pg.Pool {
  const outages = createOutageLog(log, outageMessage);
  const pool = new WatchedPool({ query_timeout: QUERY_TIMEOUT_MS, ...pinned(settings) }, outages);
  const lost = (error: Error) => {
    if (!pool.ending) outages.failed(error);
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

interface OutageLog {
  failed(error: Error): void;
  connected(): void;
}

function createOutageLog(log: Log, outageMessage: string): OutageLog {
  let isReported = false;
  let reportedAt = Number.NEGATIVE_INFINITY;
  return {
    failed(error) {
      if (isReported || performance.now() - reportedAt < REPORT_EVERY_MS) return;
      isReported = true;
      reportedAt = performance.now();
      log.warn({ err: error }, outageMessage);
    },
    connected() {
      if (isReported) log.info('connected to Postgres again');
      isReported = false;
    },
  };
}

type Connected = Parameters<Parameters<pg.Pool['connect']>[0]>;

/** Observes every attempt to get a connection, including those of `query`. */
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
          this.#outages.connected();
          return client;
        },
        (error) => {
          this.#connectFailed(error);
          throw error;
        },
      );
    super.connect((error, client, release) => {
      if (error) this.#connectFailed(error);
      else this.#outages.connected();
      callback(error, client, release);
    });
    return undefined;
  }

  #connectFailed(error: Error): void {
    if (!this.ending && isDatabaseUnavailable(error)) this.#outages.failed(error);
  }
}
