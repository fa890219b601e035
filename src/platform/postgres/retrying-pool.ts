/**
 * A pool for graphile-worker, which takes a lost connection badly: when it cannot mark a job as done it tries again
 * only after a few kinds of errors, and any other ends the process. With this pool it waits for Postgres instead.
 */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { openPool } from './pool.ts';

const RETRY_MS = 500;
/** A code after which graphile-worker repeats a statement, and soon: that of a serialization failure. */
const REPEATABLE = '40001';

/** Until `stopping` aborts, asking it for a connection takes as long as Postgres is away. */
export function openRetryingPool(
  settings: pg.PoolConfig,
  log: Log,
  whatBroke: string,
  stopping: AbortSignal,
): pg.Pool {
  const pool = openPool({ ...settings, Client: RetryableClient }, log, whatBroke);
  const connect = pool.connect.bind(pool);

  async function connectWhenThere(): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await connect();
      } catch (error) {
        // Nobody waits for the rest of a runner that is stopping, but an error of another kind would end the process.
        if (stopping.aborted) throwRepeatable(error);
        if (!isDatabaseUnavailable(error)) throw error;
        await delay(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  }

  pool.connect = ((callback?: Parameters<typeof connect>[0]) =>
    callback ? connect(callback) : connectWhenThere()) as typeof pool.connect;
  return pool;
}

/** What graphile-worker looks at itself: missing tables before the first migration, and what a migration checks. */
const ofTheStatement = /^(22|42)/;

/** What fails for another reason than the statement itself, a lost connection say or a full disk, is repeatable. */
class RetryableClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: it has nine forms, all of which are passed on as they are.
  override query(...given: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: the same.
    const answer: unknown = (super.query as any)(...given);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      if (error instanceof pg.DatabaseError && ofTheStatement.test(error.code ?? '')) throw error;
      throwRepeatable(error);
    });
  }
}

function throwRepeatable(error: unknown): never {
  throw Object.assign(error instanceof Error ? error : new Error(String(error)), { code: REPEATABLE });
}
