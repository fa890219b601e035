/**
 * A pool for graphile-worker, which retries to mark a job as done only after a few kinds of errors; any other ends the
 * process. With this pool it waits for Postgres instead.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../logger.ts';
import { isDatabaseUnavailable } from '../database-unavailable.ts';
import { openPool } from './pool.ts';
import { WatchedClient } from './watched-client.ts';

const RETRY_MS = 500;
/** The code of a serialization failure, after which graphile-worker soon retries the statement. */
const RETRYABLE = '40001';

/** Until `stopping` aborts, `connect` waits while Postgres is unavailable or read-only. */
export function openRetryingPool(
  settings: pg.PoolConfig & { max: number },
  log: Log,
  outageMessage: string,
  stopping: AbortSignal,
): pg.Pool {
  const pool = openPool({ ...settings, Client: RetryableClient }, log, outageMessage, { isUnshared: true });
  const connect: () => Promise<pg.PoolClient> = pool.connect.bind(pool);

  async function connectWhenAvailable(): Promise<pg.PoolClient> {
    for (;;) {
      try {
        const client = await connect();
        if (stopping.aborted || !(client instanceof RetryableClient) || !client.isReadOnly) return client;
        client.release(true);
      } catch (error) {
        // A runner that has stopped may still mark a job as done, for which nobody waits, and whose failure nobody would handle. The
        // reaper of another worker unlocks the job.
        if (pool.ending) return new Promise<never>(() => undefined);
        // A stopping runner needs no connection, but an error that is not retryable would end the process.
        if (stopping.aborted) throwRetryable(error);
        if (!isDatabaseUnavailable(error)) throw error;
      }
      await delay(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  type Callback = Parameters<pg.Pool['connect']>[0];
  pool.connect = ((callback?: Callback) => {
    const connected = connectWhenAvailable();
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }) as typeof pool.connect;
  return pool;
}

/** Codes that graphile-worker handles itself: missing tables before its first migration, and checks of a migration. */
const statementErrors = /^(22|42)/;

/** Makes every error retryable that is not the statement's own, such as a lost connection or a full disk. */
class RetryableClient extends WatchedClient {
  // biome-ignore lint/suspicious/noExplicitAny: it has nine overloads, all passed on unchanged.
  override query(...args: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: the same.
    const result: unknown = (super.query as any)(...args);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      if (error instanceof pg.DatabaseError && statementErrors.test(error.code ?? '')) throw error;
      throwRetryable(error);
    });
  }
}

function throwRetryable(error: unknown): never {
  throw Object.assign(error instanceof Error ? error : new Error(String(error)), { code: RETRYABLE });
}
