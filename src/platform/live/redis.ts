/**
 * Connections to Redis. Whatever Redis answers, at the start or later, the process goes on without it and uses it again as
 * soon as it can: an outage, a wrong password, a missing right.
 */

import { Redis, type RedisOptions } from 'ioredis';
import { reasonOf } from '../errors.ts';
import type { Log } from '../logger.ts';

/** A notification that takes longer is useless: readers poll about as often. */
const PUBLISH_TIMEOUT_MS = 1_000;
/** For commands that a request waits for: many times the usual latency, and still hardly noticeable. */
const QUICK_TIMEOUT_MS = 250;
const SUBSCRIBE_TIMEOUT_MS = 5_000;
/** A right to the channel that is granted later does not close the connection. */
const SUBSCRIBE_AGAIN_AFTER_MS = 2_000;
const MAX_RECONNECT_DELAY_MS = 1_000;

const options: RedisOptions = {
  retryStrategy: (times) => Math.min(times * 50, MAX_RECONNECT_DELAY_MS),
  // Without an offline queue, a Redis that is unavailable or hangs cannot fill the memory of the process.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  // A former primary after a failover, and a connection that is no longer signed in: a new connection can be right.
  reconnectOnError: ({ message }) => /^(READONLY|NOAUTH)/.test(message),
};

/** Logs one warning for each reason why Redis cannot be used, and one line when everything works again. */
export interface RedisHealth {
  /** Only the message is logged: the error of a failed sign-in has the password. */
  failed(part: string, error: unknown): void;
  works(part: string): void;
  /** Whether everything that was tried last worked. */
  isWorking(): boolean;
}

export interface PubSubConnections {
  publisher: Redis;
  /** Subscribed to the channel whenever that is possible. */
  subscriber: Redis;
  health: RedisHealth;
}

/** The two connections that pub/sub needs. They reconnect however long Redis is unavailable. */
export function openPubSub(url: string, channel: string, log: Log): PubSubConnections {
  const health = createHealth(log, 'live updates are slower');
  const publisher = open(url, { ...options, commandTimeout: PUBLISH_TIMEOUT_MS }, 'publisher', health);
  // ioredis would subscribe again by itself, and leave a refusal as an unhandled rejection, which ends the process.
  const subscriberOptions = { ...options, commandTimeout: SUBSCRIBE_TIMEOUT_MS, autoResubscribe: false };
  const subscriber = open(url, subscriberOptions, 'subscriber', health);
  keepSubscribed(subscriber, channel, health);
  return { publisher, subscriber, health };
}

export interface QuickRedis {
  client: Redis;
  health: RedisHealth;
}

/** A connection for commands that a request waits for: they fail soon when Redis does not answer. */
export function openQuickRedis(url: string, log: Log, consequence: string): QuickRedis {
  const health = createHealth(log, consequence);
  return {
    client: open(url, { ...options, commandTimeout: QUICK_TIMEOUT_MS }, 'connection', health),
    health,
  };
}

/** A failed command on a connection that is not ready says nothing new. */
export function commandFailed(redis: Redis, health: RedisHealth, part: string, error: unknown): void {
  if (redis.status === 'ready') health.failed(part, error);
}

function open(url: string, settings: RedisOptions, part: string, health: RedisHealth): Redis {
  const redis = new Redis(url, settings);
  redis.on('error', (error) => health.failed(part, error));
  redis.on('ready', () => health.works(part));
  return redis;
}

/** Subscribes whenever the connection is ready, and again while Redis refuses. */
function keepSubscribed(redis: Redis, channel: string, health: RedisHealth): void {
  const send = redis.subscribe.bind(redis, channel);
  let again: NodeJS.Timeout | undefined;

  async function subscribe(): Promise<void> {
    clearTimeout(again);
    if (redis.status !== 'ready') return;
    try {
      await send();
      health.works('subscription');
    } catch (error) {
      commandFailed(redis, health, 'subscription', error);
      again = setTimeout(subscribe, SUBSCRIBE_AGAIN_AFTER_MS).unref();
    }
  }

  redis.on('ready', () => void subscribe());
  redis.on('end', () => clearTimeout(again));
  // graphql-redis-subscriptions leaves the failure of its own SUBSCRIBE unhandled. For it, the channel is subscribed to.
  redis.subscribe = ((_channel: string, done: (error: null) => void) => done(null)) as typeof redis.subscribe;
}

function createHealth(log: Log, consequence: string): RedisHealth {
  const failing = new Set<string>();
  const reported = new Set<string>();
  return {
    failed(part, error) {
      failing.add(part);
      const reason = reasonOf(error);
      if (reported.has(reason)) return;
      reported.add(reason);
      log.warn({ reason }, `Redis cannot be used; ${consequence}`);
    },
    works(part) {
      if (!failing.delete(part) || failing.size > 0) return;
      reported.clear();
      log.info('Redis can be used again');
    },
    isWorking: () => failing.size === 0,
  };
}
