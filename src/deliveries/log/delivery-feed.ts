/**
 * The deliveries of a project as they change. States in between may be left out, the last one never: what a subscriber
 * gets is a delivery that has changed, and its state is read when it is told. As with the event log, one reader per
 * project serves all its subscribers, and a subscriber is a position; one that is too far behind looks by itself for what
 * has changed since.
 */

import type { Pool } from 'pg';
import { oncePerApp } from '../../platform/app.ts';
import type { Doorbell } from '../../platform/live/doorbell.ts';
import { createSharedReaders } from '../../platform/live/shared-readers.ts';
import type { Log } from '../../platform/logger.ts';
import { warnUnlessUnavailable } from '../../platform/postgres/database-unavailable.ts';
import { retryForever } from '../../platform/postgres/retry.ts';
import { type ChangedDelivery, placeAt, readChangedAfter, readHorizon } from './changed-deliveries.ts';
import { DeliveryReader } from './delivery-reader.ts';

type Changes = AsyncGenerator<ChangedDelivery, void, void>;

export interface DeliveryFeed {
  /** A place for `follow`: all that changes from now on lies behind it. */
  now(): Promise<Date>;
  /** The project's deliveries that have changed since, then those that change, until `signal` aborts. */
  follow(projectId: string, since: Date, signal: AbortSignal): Changes;
}

const PAGE_SIZE = 200;

/** The feed of this process, which all its subscribers share. */
export const deliveryFeedOf = oncePerApp(({ database, doorbell, log }) =>
  createDeliveryFeed(database.pool, doorbell, log),
);

function createDeliveryFeed(pool: Pool, doorbell: Doorbell, log: Log): DeliveryFeed {
  const readers = createSharedReaders<DeliveryReader>();

  async function* catchUp(projectId: string, since: Date, signal: AbortSignal): Changes {
    let place = placeAt(since);
    for (let isMore = true; isMore; ) {
      const from = place;
      const changes = await retryForever(
        () => readChangedAfter(pool, projectId, from, PAGE_SIZE),
        signal,
        (error) =>
          warnUnlessUnavailable(log, error, 'the changes of deliveries could not be read', { projectId }),
      );
      yield* changes ?? [];
      place = changes?.at(-1) ?? place;
      isMore = changes?.length === PAGE_SIZE;
    }
  }

  return {
    now: () => readHorizon(pool),
    async *follow(projectId, start, signal) {
      const make = () => new DeliveryReader(pool, doorbell, log, projectId, start);
      const reader = readers.acquire(projectId, make);
      try {
        let position = reader.positionAt(start);
        let caughtUpAt = start;
        while (!signal.aborted) {
          const change = reader.next(position);
          if (change) {
            position += 1;
            yield change;
          } else if (reader.isBehind(position)) {
            position = reader.end;
            yield* catchUp(projectId, caughtUpAt, signal);
          } else {
            caughtUpAt = reader.since;
            await reader.wait(signal);
          }
        }
      } finally {
        readers.release(projectId);
      }
    },
  };
}
