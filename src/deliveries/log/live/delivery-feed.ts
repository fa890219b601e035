/**
 * The deliveries of a project as they change. A subscriber gets the id of a changed delivery, whose state is read when it
 * is sent: intermediate states may be omitted, the last one never. As with the event log, one reader per project and
 * process serves all subscribers, and a subscriber is a position; one that is too far behind reads the changes itself.
 */

import type { Pool } from 'pg';
import { oncePerApp } from '../../../platform/app.ts';
import type { Doorbell } from '../../../platform/live/doorbell.ts';
import { createSharedReaders } from '../../../platform/live/shared-readers.ts';
import type { Log } from '../../../platform/logger.ts';
import { warnUnlessUnavailable } from '../../../platform/postgres/database-unavailable.ts';
import { retryForever } from '../../../platform/postgres/retry.ts';
import { type ChangedDelivery, readChangedAfter, readHorizon, startAt } from './changed-deliveries.ts';
import { DeliveryReader } from './delivery-reader.ts';

/** Each item is what has changed together, at most as many as a page. */
type Changes = AsyncGenerator<ChangedDelivery[], void, void>;

export interface DeliveryFeed {
  /** A start for `follow`: all later changes come after it. */
  now(): Promise<Date>;
  /** The project's deliveries that changed since then and that change from now on, until `signal` aborts. */
  follow(projectId: string, since: Date, signal: AbortSignal): Changes;
}

const PAGE_SIZE = 200;

/** One feed per process, shared by all subscribers. */
export const deliveryFeedOf = oncePerApp(({ database, doorbell, log }) =>
  createDeliveryFeed(database.pool, doorbell, log),
);

function createDeliveryFeed(pool: Pool, doorbell: Doorbell, log: Log): DeliveryFeed {
  const readers = createSharedReaders<DeliveryReader>();

  async function* catchUp(projectId: string, since: Date, signal: AbortSignal): Changes {
    let position = startAt(since);
    for (let isMore = true; isMore; ) {
      const from = position;
      const changes = await retryForever(
        () => readChangedAfter(pool, projectId, from, PAGE_SIZE),
        signal,
        (error) =>
          warnUnlessUnavailable(log, error, 'reading the changes of deliveries failed', { projectId }),
      );
      if (changes?.length) yield changes;
      position = changes?.at(-1) ?? position;
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
          const changes = reader.after(position, PAGE_SIZE);
          if (changes.length > 0) {
            position += changes.length;
            yield changes;
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
