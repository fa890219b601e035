/**
 * The doorbell notifies subscribers that a project has something new. A notification carries only the place to read: one
 * that is lost costs latency, never an event, because every reader also polls.
 *
 * Over Redis pub/sub between processes, or over a bus inside the process, with the same interface.
 */

import { RedisPubSub } from 'graphql-redis-subscriptions';
import { PubSub, type PubSubEngine } from 'graphql-subscriptions';
import type { Log } from '../logger.ts';
import { commandFailed, openPubSub } from './redis.ts';

export type Topic = 'events' | 'deliveries' | 'access' | 'comments';

export interface Doorbell {
  /** Notifies all processes. Returns at once and never fails. */
  publish(topic: Topic, projectId: string): void;
  /** Calls `listener` for each notification until the returned function is called. */
  subscribe(topic: Topic, projectId: string, listener: () => void): () => void;
  /** Whether notifications reach other processes; null without Redis. */
  isConnected(): boolean | null;
  close(): void;
}

const CHANNEL = 'gogreen:doorbell';

/** A doorbell over Redis when there is a URL, and inside this process when there is none. */
export function createDoorbell(redisUrl: string | undefined, log: Log): Doorbell {
  const redis = redisUrl ? openPubSub(redisUrl, CHANNEL, log) : undefined;
  const engine: PubSubEngine = redis
    ? new RedisPubSub({ publisher: redis.publisher, subscriber: redis.subscriber })
    : new PubSub();
  const listeners = new Map<string, Set<() => void>>();

  function notify(key: string): void {
    for (const listener of listeners.get(key) ?? []) {
      // A listener that throws must not keep the others from being called.
      try {
        listener();
      } catch (error) {
        log.error({ err: error }, 'a doorbell listener failed');
      }
    }
  }

  // One Redis subscription for the life of the process: subscribing for each client would lose notifications in between,
  // and fails on a closed connection.
  void engine.subscribe(CHANNEL, notify, {});

  return {
    publish(topic, projectId) {
      const key = keyOf(topic, projectId);
      engine.publish(CHANNEL, key).then(
        () => redis?.health.works('publishing'),
        (error: Error) => {
          log.debug({ err: error }, 'publishing a notification failed');
          if (redis) commandFailed(redis.publisher, redis.health, 'publishing', error);
          // Other processes poll; the listeners of this one need not wait for that.
          notify(key);
        },
      );
    },
    subscribe(topic, projectId, listener) {
      const key = keyOf(topic, projectId);
      const known = listeners.get(key) ?? new Set();
      listeners.set(key, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(key) === known) listeners.delete(key);
      };
    },
    isConnected() {
      return redis ? redis.health.isWorking() && redis.publisher.status === 'ready' : null;
    },
    close() {
      redis?.publisher.disconnect();
      redis?.subscriber.disconnect();
    },
  };
}

function keyOf(topic: Topic, projectId: string): string {
  return `${topic}:${projectId}`;
}
