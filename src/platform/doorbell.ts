/**
 * The doorbell wakes whoever waits for something new. It carries only the name of where to look: a ring that is lost
 * costs latency, never an event, because everyone who waits also looks by themselves every few seconds.
 *
 * Redis pub/sub between machines, or a bus inside the process: the same interface, the same code above.
 */

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { PubSub, type PubSubEngine } from 'graphql-subscriptions';
import { Redis } from 'ioredis';
import type { Log } from './logger.ts';

export type Bell = 'events' | 'deliveries';

export interface Doorbell {
  /** Tells all processes that a project has something new. Returns at once and never fails. */
  ring(bell: Bell, projectId: string): void;
  /** Calls `listener` for each ring of this project until the returned function is called. */
  listen(bell: Bell, projectId: string, listener: () => void): () => void;
  close(): Promise<void>;
}

const BELLS: Bell[] = ['events', 'deliveries'];

/** A doorbell over Redis when there is a URL, and inside this process when there is none. */
export function createDoorbell(redisUrl: string | undefined, log: Log): Doorbell {
  const connections = redisUrl ? connect(redisUrl, log) : undefined;
  const engine: PubSubEngine = connections ? new RedisPubSub(connections) : new PubSub();
  const listeners = new Map<string, Set<() => void>>();
  const missed = (error: Error) => log.debug({ err: error }, 'a ring was lost');

  // One subscription per bell for the life of the process: joining and leaving channels as subscribers come and go
  // would lose rings in between, and fails when it meets a closed connection.
  for (const bell of BELLS) {
    engine
      .subscribe(channel(bell), (projectId: string) => notify(listeners.get(`${bell}:${projectId}`), log), {})
      .catch(missed);
  }

  return {
    ring(bell, projectId) {
      engine.publish(channel(bell), projectId).catch(missed);
    },
    listen(bell, projectId, listener) {
      const key = `${bell}:${projectId}`;
      const known = listeners.get(key) ?? new Set();
      listeners.set(key, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(key) === known) listeners.delete(key);
      };
    },
    async close() {
      connections?.publisher.disconnect();
      connections?.subscriber.disconnect();
    },
  };
}

function channel(bell: Bell): string {
  return `gogreen:${bell}`;
}

/** Calls every listener; one that throws must not keep the others asleep. */
function notify(listeners: Set<() => void> | undefined, log: Log): void {
  for (const listener of listeners ?? []) {
    try {
      listener();
    } catch (error) {
      log.error({ err: error }, 'a doorbell listener failed');
    }
  }
}

function connect(url: string, log: Log): { publisher: Redis; subscriber: Redis } {
  const retryStrategy = (times: number) => Math.min(times * 50, 1_000);
  // A ring that cannot be sent now is worth nothing later: no queue for the publisher. The subscriber does wait for Redis.
  const publisher = new Redis(url, { retryStrategy, enableOfflineQueue: false });
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const redis of [publisher, subscriber]) {
    redis.on('error', (error) => log.warn({ err: error }, 'Redis is not reachable; live updates are slower'));
  }
  return { publisher, subscriber };
}
