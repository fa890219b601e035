/** Pages of a project's log, limited by number and by weight: one event may take megabytes, and most take a kilobyte. */

import { isStatementTimeout, type Pool } from '../platform/postgres/db.ts';
import { type LoggedEvent, readEventsAfter } from './logged-event.ts';

export interface Page {
  /** In order, each with the bytes of what it says. */
  events: { event: LoggedEvent; bytes: number }[];
  /** Whether a limit ended the page, so that there may be more events. */
  isFull: boolean;
}

export interface PageLimits {
  events: number;
  /** Of what the events say; the first event is always on the page. */
  bytes: number;
}

/**
 * Makes the function that reads the page after a sequence. A page that took too long fails, and the next one is half as
 * long: asked for again unchanged, it would fail for ever.
 */
export function createPageReader(pool: Pool, projectId: string, { events: maxEvents, bytes }: PageLimits) {
  let length = maxEvents;
  return async (afterSequence: number): Promise<Page> => {
    const limits = { events: length, bytes };
    try {
      const events = await readEventsAfter(pool, projectId, afterSequence, limits);
      length = Math.min(maxEvents, length * 2);
      const total = events.reduce((sum, event) => sum + event.bytes, 0);
      return { events, isFull: events.length === limits.events || total >= bytes };
    } catch (error) {
      if (isStatementTimeout(error)) length = Math.max(1, Math.floor(length / 2));
      throw error;
    }
  };
}
