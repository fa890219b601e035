/**
 * The tail of the event log. A live subscription is a position in the log, not a buffer: it reads on from the last
 * sequence it yielded, and sleeps when there is nothing further. So nothing is lost or repeated when the doorbell dies,
 * when a client comes back with its last sequence, or when events commit while a subscription starts.
 *
 * Per project with subscribers this process keeps one reader: a ring of the newest events, filled by one read however
 * many subscribers there are. A subscriber that has fallen behind the ring reads pages of the log by itself; a slow one
 * holds a number, not memory.
 */

import type { Pool } from 'pg';
import type { Doorbell } from '../platform/doorbell.ts';
import type { Log } from '../platform/logger.ts';
import { type LoggedEvent, readEventsAfter } from './logged-event.ts';
import { ProjectReader } from './project-reader.ts';

export interface EventLog {
  /** All events of the project after a sequence, in order, then the new ones as they commit, until `signal` aborts. */
  tail(project: LogEnd, afterSequence: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void, void>;
}

/** A project and the end of its log as somebody saw it lately. */
export interface LogEnd {
  id: string;
  lastSequence: number;
}

const PAGE_SIZE = 200;

export function createEventLog(pool: Pool, doorbell: Doorbell, log: Log): EventLog {
  const readers = new Map<string, ProjectReader>();

  function enter({ id, lastSequence }: LogEnd): ProjectReader {
    const reader = readers.get(id) ?? new ProjectReader(pool, doorbell, log, id, lastSequence);
    readers.set(id, reader);
    reader.subscribers += 1;
    return reader;
  }

  function leave(reader: ProjectReader): void {
    reader.subscribers -= 1;
    if (reader.subscribers > 0) return;
    readers.delete(reader.projectId);
    reader.close();
  }

  return {
    async *tail(project, afterSequence, signal) {
      const reader = enter(project);
      try {
        let position = afterSequence;
        while (!signal.aborted) {
          // The wait is taken before the look, so that what arrives in between is not slept over.
          const news = reader.news();
          const events =
            reader.after(position) ?? (await readEventsAfter(pool, project.id, position, PAGE_SIZE));
          for (const event of events) {
            if (signal.aborted) return;
            yield event;
            position = event.sequence ?? position;
          }
          if (events.length === 0) await untilAborted(news, signal);
        }
      } finally {
        leave(reader);
      }
    },
  };
}

/** Resolves with the promise or with the abort, whichever comes first; leaves no listener behind. */
async function untilAborted(news: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  signal.addEventListener('abort', wake, { once: true });
  news.then(wake, wake);
  await promise;
  signal.removeEventListener('abort', wake);
}
