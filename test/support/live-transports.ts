import { redisUrl } from '#test/support/redis.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { subscribeWs } from '#test/support/subscribe-ws.ts';

/** The ways to subscribe; what holds of one holds of all. */
export const transports = [
  { transport: 'SSE', subscribe: subscribeSse },
  { transport: 'graphql-ws', subscribe: subscribeWs },
] as const;

/** With the shared Redis and without one. A run without redis-server says so and skips the first. */
export const doorbells = [
  { doorbell: 'with Redis', redisUrl: redisUrl(), isMissing: redisUrl() === undefined },
  { doorbell: 'without Redis', redisUrl: undefined, isMissing: false },
];
