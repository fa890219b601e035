import pg from 'pg';
import type { Log } from './logger.ts';

/**
 * A pool of connections to Postgres; it connects when it is first used. A connection that breaks, idle or in use, is
 * replaced, and `whatBroke` is logged: without handlers the event would end the process. Once the pool is being closed
 * they say nothing new, since it does not wait until the server has let go of them.
 */
export function openPool(settings: pg.PoolConfig, log: Log, whatBroke: string): pg.Pool {
  const pool = new pg.Pool(settings);
  const lost = (error: Error) => {
    if (!pool.ending) log.warn({ err: error }, whatBroke);
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}
