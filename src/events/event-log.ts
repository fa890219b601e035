/**
 * The tail of the event log. A live subscription is a position in the log, not a buffer: it reads on from the last
 * sequence it yielded, and waits when there is nothing further. So no event is missed or repeated when notifications are
 * lost, when a client resumes with its last sequence, or when events commit while a subscription starts.
 *
 * For each project with subscribers a process has one reader: a ring buffer of the newest events, filled by one read for
 * all subscribers. A subscriber that has fallen behind the ring buffer reads pages of the log by itself; a slow one holds
 * a number, and at most one page.
 */

import type { Pool } from 'pg';
import { oncePerApp } from '../platform/app.ts';
import type { Doorbell } from '../platform/live/doorbell.ts';
import { createSharedReaders } from '../platform/live/shared-readers.ts';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { warnUnlessUnavailable } from '../platform/postgres/database-unavailable.ts';
import { retryForever } from '../platform/postgres/retry.ts';
import type { LoggedEvent } from './logged-event.ts';
import { ProjectReader } from './project-reader.ts';
import { createPageReader, type Page } from './read-page.ts';

export interface EventLog {
  /** All events of the project after a sequence, in order, then the new ones as they commit, until `signal` aborts. */
  tail(project: LogEnd, afterSequence: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void, void>;
  /** Time since the log of the project that waits longest was read; 0 without subscribers. */
  ageMs(): number;
}

/** A project and the end of its log when it was read. */
export interface LogEnd {
  id: string;
  lastSequence: number;
}

/** A page of a subscriber that has fallen behind. Each of them holds one, and there may be hundreds. */
const PAGE = { events: 100, bytes: 1024 * 1024 };

/** The tail of this process, which all its subscribers share. */
export const eventLogOf = oncePerApp(({ database, doorbell, log, metrics }) =>
  createEventLog({ pool: database.pool, doorbell, log, reads: metrics.eventReads }),
);

interface Parts {
  pool: Pool;
  doorbell: Doorbell;
  log: Log;
  reads: Metrics['eventReads'];
}

export function createEventLog({ pool, doorbell, log, reads }: Parts): EventLog {
  const readers = createSharedReaders<ProjectReader>();

  async function readOn(
    read: (position: number) => Promise<Page>,
    projectId: string,
    position: number,
    signal: AbortSignal,
  ): Promise<LoggedEvent[]> {
    const page = await retryForever(
      () => read(position),
      signal,
      (error) => warnUnlessUnavailable(log, error, 'reading a page of the event log failed', { projectId }),
    );
    return page?.events.map(({ event }) => event) ?? [];
  }

  return {
    async *tail({ id, lastSequence }, afterSequence, signal) {
      const reader = readers.acquire(id, () => new ProjectReader(pool, doorbell, log, id, lastSequence));
      try {
        let position = afterSequence;
        const read = createPageReader(pool, id, PAGE);
        while (!signal.aborted) {
          const event = reader.next(position);
          const events = event
            ? [event]
            : reader.isBehind(position)
              ? await readOn(read, id, position, signal)
              : [];
          for (const next of events) {
            if (signal.aborted) return;
            yield next;
            position = next.sequence ?? position;
          }
          if (events.length > 0) reads.inc({ source: event ? 'ring' : 'log' }, events.length);
          if (events.length === 0) await reader.wait(signal);
        }
      } finally {
        readers.release(id);
      }
    },
    ageMs: () => Math.max(0, ...readers.all().map(({ ageMs }) => ageMs)),
  };
}
