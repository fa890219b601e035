import { Redis } from 'ioredis';
import type { Log } from '../logger.ts';

/** A notification that takes longer is useless: readers poll about as often. */
const PUBLISH_TIMEOUT_MS = 1_000;
/** For commands that a request waits for: many times the usual latency, and still hardly noticeable. */
const QUICK_TIMEOUT_MS = 250;
const MAX_RECONNECT_DELAY_MS = 1_000;

const retryStrategy = (times: number) => Math.min(times * 50, MAX_RECONNECT_DELAY_MS);

/** The two connections that pub/sub needs. They reconnect however long Redis is unavailable. */
export function openRedis(url: string, log: Log): { publisher: Redis; subscriber: Redis } {
  // Without an offline queue, a Redis that is unavailable or hangs cannot fill the memory of the process.
  const publisher = new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: PUBLISH_TIMEOUT_MS,
  });
  // The subscriber waits for Redis, and subscribes again whenever it reconnects.
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const redis of [publisher, subscriber]) logOutages(redis, log, 'live updates are slower');
  return { publisher, subscriber };
}

/** A connection for commands that a request waits for: they fail soon when Redis does not answer. */
export function openQuickRedis(url: string, log: Log, consequence: string): Redis {
  const redis = new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: QUICK_TIMEOUT_MS,
  });
  logOutages(redis, log, consequence);
  return redis;
}

/** One line when Redis becomes unavailable and one when it is back, not one for every attempt to reconnect. */
function logOutages(redis: Redis, log: Log, consequence: string): void {
  let isUnavailable = false;
  redis.on('error', (error) => {
    if (!isUnavailable) log.warn({ err: error }, `Redis is not reachable; ${consequence}`);
    isUnavailable = true;
  });
  redis.on('ready', () => {
    if (isUnavailable) log.info('Redis is back');
    isUnavailable = false;
  });
}
