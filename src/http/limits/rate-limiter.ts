/** Counts what happens in a minute, for each key; with Redis together with all other processes. */

import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
/** After a failure Redis is left alone for so long: one that hangs would hold up every request. */
const REDIS_RETRY_AFTER_MS = 5_000;

/** What is left of a limit. */
export interface Allowance {
  /** What is limited, for people and for the header. */
  name: string;
  limit: number;
  remaining: number;
  /** Until all of it is there again. */
  resetSeconds: number;
  isExceeded: boolean;
}

export interface RateLimiter {
  /** Counts one more. Null: there is no limit. */
  consume(key: string): Promise<Allowance | null>;
  /** Looks without counting. Null: nothing was counted yet, or there is no limit. */
  look(key: string): Promise<Allowance | null>;
}

export interface RateLimiterOptions {
  name: string;
  /** In a minute; 0: no limit. */
  limit: number;
  /** Keeps those apart who share a Redis. */
  prefix: string;
  redis: Redis | null;
}

/** While Redis is away each process counts for itself: never without a limit, and never an error. */
export function createRateLimiter({ name, limit, prefix, redis }: RateLimiterOptions): RateLimiter {
  if (limit === 0) return { consume: async () => null, look: async () => null };
  const options = { points: limit, duration: WINDOW_SECONDS, keyPrefix: `${prefix}:${name}` };
  const memory = new RateLimiterMemory(options);
  const shared =
    redis &&
    new RateLimiterRedis({
      ...options,
      storeClient: redis,
      rejectIfRedisNotReady: true,
      // Who is over the limit is refused without asking Redis again.
      inMemoryBlockOnConsumed: limit + 1,
    });
  let sharedAgainAt = 0;

  async function ask<Answer>(question: (limiter: RateLimiterMemory | RateLimiterRedis) => Promise<Answer>) {
    if (!shared || performance.now() < sharedAgainAt) return question(memory);
    return question(shared).catch((error: unknown) => {
      // A refusal is an answer too, and not an error.
      if (error instanceof RateLimiterRes) throw error;
      sharedAgainAt = performance.now() + REDIS_RETRY_AFTER_MS;
      return question(memory);
    });
  }
  const describe = (result: RateLimiterRes, isExceeded: boolean): Allowance => ({
    ...{ name, limit, isExceeded, remaining: result.remainingPoints },
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  });

  return {
    async consume(key) {
      try {
        return describe(await ask((limiter) => limiter.consume(key)), false);
      } catch (error) {
        if (error instanceof RateLimiterRes) return describe(error, true);
        throw error;
      }
    },
    async look(key) {
      const result = await ask((limiter) => limiter.get(key));
      return result && describe(result, result.consumedPoints > limit);
    },
  };
}
