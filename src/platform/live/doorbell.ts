/**
 * The doorbell wakes whoever waits for something new. It carries only the name of where to look: a ring that is lost
 * costs latency, never an event, because everyone who waits also looks by themselves every few seconds.
 *
 * Redis pub/sub between machines, or a bus inside the process: the same interface, the same code above.
 */

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { PubSub, type PubSubEngine } from 'graphql-subscriptions';
import type { Log } from '../logger.ts';
import { openRedis } from './redis.ts';

export type Bell = 'events' | 'deliveries';

export interface Doorbell {
  /** Tells all processes that a project has something new. Returns at once and never fails. */
  ring(bell: Bell, projectId: string): void;
  /** Calls `listener` for each ring of this project until the returned function is called. */
  listen(bell: Bell, projectId: string, listener: () => void): () => void;
  close(): void;
}

const BELLS: Bell[] = ['events', 'deliveries'];

/** A doorbell over Redis when there is a URL, and inside this process when there is none. */
export function createDoorbell(redisUrl: string | undefined, log: Log): Doorbell {
  const redis = redisUrl ? openRedis(redisUrl, log) : undefined;
  const engine: PubSubEngine = redis ? new RedisPubSub(redis) : new PubSub();
  const listeners = new Map<string, Set<() => void>>();
  let isClosed = false;

  function notify(bell: Bell, projectId: string): void {
    for (const listener of listeners.get(`${bell}:${projectId}`) ?? []) {
      // One that throws must not keep the others asleep.
      try {
        listener();
      } catch (error) {
        log.error({ err: error }, 'a doorbell listener failed');
      }
    }
  }

  // One subscription per bell for the life of the process: joining and leaving channels as subscribers come and go
  // would lose rings in between, and fails when it meets a closed connection.
  for (const bell of BELLS) {
    engine
      .subscribe(channel(bell), (projectId: string) => notify(bell, projectId), {})
      .catch((error: Error) => {
        if (!isClosed) log.error({ err: error, bell }, 'Redis refuses to ring us; live updates are slower');
      });
  }

  return {
    ring(bell, projectId) {
      engine.publish(channel(bell), projectId).catch((error: Error) => {
        log.debug({ err: error }, 'a ring did not leave this process');
        // Other machines find out by themselves; those who listen here need not wait.
        notify(bell, projectId);
      });
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
    close() {
      isClosed = true;
      redis?.publisher.disconnect();
      redis?.subscriber.disconnect();
    },
  };
}

function channel(bell: Bell): string {
  return `gogreen:${bell}`;
}
