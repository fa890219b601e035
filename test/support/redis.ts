import { inject } from 'vitest';

export { type RedisServer, startRedis } from '#test/support/redis-server.ts';

/**
 * The Redis that all test files share; keep to channels of your own. Undefined where there is none: then skip, and say so
 * in the name, as in `describe.skipIf(!redisUrl())('with Redis (needs redis-server)', …)`.
 */
export function redisUrl(): string | undefined {
  return inject('redisUrl');
}
