import { Redis } from 'ioredis';
import type { Log } from './logger.ts';

/** A ring that takes longer is worth nothing any more. */
const PUBLISH_TIMEOUT_MS = 1_000;

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
  for (const redis of [publisher, subscriber]) reportOutages(redis, log);
  return { publisher, subscriber };
}

/** One line when Redis goes and one when it is back, not one for every attempt to reach it. */
function reportOutages(redis: Redis, log: Log): void {
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'Redis is not reachable; live updates are slower');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('Redis is back');
    isAway = false;
  });
}
