import { Redis } from 'ioredis';
import type { Log } from '../logger.ts';

/** A ring that takes longer is worth nothing any more. */
const PUBLISH_TIMEOUT_MS = 1_000;
/** Many times what an answer takes, and still nothing that somebody would notice. */
const QUICK_TIMEOUT_MS = 250;

/** The two connections that pub/sub needs. They come back by themselves, however long Redis is away. */
export function openRedis(url: string, log: Log): { publisher: Redis; subscriber: Redis } {
  const retryStrategy = (times: number) => Math.min(times * 50, 1_000);
  // What cannot be sent now is not kept for later: a Redis that is away, or hangs, must not fill our memory.
  const publisher = new Redis(url, {
    ...{ retryStrategy, enableOfflineQueue: false, autoResendUnfulfilledCommands: false },
    commandTimeout: PUBLISH_TIMEOUT_MS,
  });
  // The subscriber waits for Redis, and subscribes again whenever it comes back.
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const redis of [publisher, subscriber]) reportOutages(redis, log, 'live updates are slower');
  return { publisher, subscriber };
}

/** A connection for what is asked while a client waits: a Redis that does not answer at once is asked no longer. */
export function openQuickRedis(url: string, log: Log, consequence: string): Redis {
  const redis = new Redis(url, {
    retryStrategy: (times) => Math.min(times * 50, 1_000),
    ...{ enableOfflineQueue: false, autoResendUnfulfilledCommands: false, commandTimeout: QUICK_TIMEOUT_MS },
  });
  reportOutages(redis, log, consequence);
  return redis;
}

/** One line when Redis goes and one when it is back, not one for every attempt to reach it. */
function reportOutages(redis: Redis, log: Log, consequence: string): void {
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, `Redis is not reachable; ${consequence}`);
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('Redis is back');
    isAway = false;
  });
}
