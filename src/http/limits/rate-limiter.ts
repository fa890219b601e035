/** Counts requests per minute and key. With Redis the processes count together. */

import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { commandFailed, type QuickRedis } from '../../platform/live/redis.ts';

export const WINDOW_SECONDS = 60;
/** After a failure Redis is not asked again for so long: one that hangs would delay every request. */
const REDIS_RETRY_AFTER_MS = 5_000;

/** The state of a limit. */
export interface Allowance {
  /** The name of the limit, as it stands in the response header. */
  name: string;
  limit: number;
  remaining: number;
  /** Seconds until the window ends. */
  resetSeconds: number;
  isExceeded: boolean;
}

export interface RateLimiter {
  /** Counts one more. Null: there is no limit. */
  consume(key: string): Promise<Allowance | null>;
  /** Reads without counting. Null: nothing was counted yet, or there is no limit. */
  peek(key: string): Promise<Allowance | null>;
}

export interface RateLimiterOptions {
  name: string;
  /** Per window; 0: no limit. */
  limit: number;
  /** Keeps apart the installations that share a Redis. */
  prefix: string;
  redis: QuickRedis | null;
}

/** While Redis is unavailable each process counts for itself: the limit stays, and no request fails. */
export function createRateLimiter({ name, limit, prefix, redis }: RateLimiterOptions): RateLimiter {
  if (limit === 0) return { consume: async () => null, peek: async () => null };
  const options = { points: limit, duration: WINDOW_SECONDS, keyPrefix: `${prefix}:${name}` };
  const memory = new RateLimiterMemory(options);
  const shared =
    redis &&
    new RateLimiterRedis({
      ...options,
      storeClient: redis.client,
      rejectIfRedisNotReady: true,
      // A client beyond its limit is rejected without asking Redis again.
      inMemoryBlockOnConsumed: limit + 1,
    });
  let redisRetryAt = 0;

  async function run<Result>(query: (limiter: RateLimiterMemory | RateLimiterRedis) => Promise<Result>) {
    if (!shared || performance.now() < redisRetryAt) return query(memory);
    try {
      const result = await query(shared);
      redis.health.works('commands');
      return result;
    } catch (error) {
      // The library throws this when the limit is exceeded.
      if (error instanceof RateLimiterRes) throw error;
      commandFailed(redis.client, redis.health, 'commands', error);
      redisRetryAt = performance.now() + REDIS_RETRY_AFTER_MS;
      return query(memory);
    }
  }
  const toAllowance = (result: RateLimiterRes, isExceeded: boolean): Allowance => ({
    name,
    limit,
    isExceeded,
    remaining: result.remainingPoints,
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  });

  return {
    async consume(key) {
      try {
        return toAllowance(await run((limiter) => limiter.consume(key)), false);
      } catch (error) {
        if (error instanceof RateLimiterRes) return toAllowance(error, true);
        throw error;
      }
    },
    async peek(key) {
      const result = await run((limiter) => limiter.get(key));
      return result && toAllowance(result, result.consumedPoints > limit);
    },
  };
}
