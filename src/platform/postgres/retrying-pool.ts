/**
 * A pool for graphile-worker, which retries to mark a job as done only after a few kinds of errors; any other ends the
 * process. With this pool it waits for Postgres instead.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { openPool } from './pool.ts';

const RETRY_MS = 500;
/** The code of a serialization failure, after which graphile-worker soon retries the statement. */
const RETRYABLE = '40001';

/** Until `stopping` aborts, `connect` waits while Postgres is unavailable. */
export function openRetryingPool(
  settings: pg.PoolConfig,
  log: Log,
  outageMessage: string,
  stopping: AbortSignal,
): pg.Pool {
  const pool = openPool({ ...settings, Client: RetryableClient }, log, outageMessage);
  const connect = pool.connect.bind(pool);

  async function connectWhenAvailable(): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await connect();
      } catch (error) {
        // A stopping runner needs no connection, but an error that is not retryable would end the process.
        if (stopping.aborted) throwRetryable(error);
        if (!isDatabaseUnavailable(error)) throw error;
        await delay(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  }

  pool.connect = ((callback?: Parameters<typeof connect>[0]) =>
    callback ? connect(callback) : connectWhenAvailable()) as typeof pool.connect;
  return pool;
}

/** Codes that graphile-worker handles itself: missing tables before its first migration, and checks of a migration. */
const statementErrors = /^(22|42)/;

/** Makes every error retryable that is not the statement's own, such as a lost connection or a full disk. */
class RetryableClient extends pg.Client {
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
