/** Reads on whenever there is something new: behind every kind of live subscription. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../logger.ts';
import { inProcessShare } from '../postgres/connections/connection-queue.ts';
import { warnUnlessUnavailable } from '../postgres/database-unavailable.ts';
import type { Doorbell, Topic } from './doorbell.ts';

/** A lost notification delays a read by at most this long. */
const POLL_INTERVAL_MS = 2_000;

interface Reading {
  doorbell: Doorbell;
  topic: Topic;
  projectId: string;
  log: Log;
  /** The least time from the end of one read to the next, which limits the reads of a busy project. */
  pauseMs: number;
  /** Reads what is new. Returns whether there may be more already. A failure is logged, and the next poll reads again. */
  read: () => Promise<boolean>;
}

/**
 * Calls `read` at once, at every notification and at every poll: one read at a time, and one more when a notification
 * came during it. Returns the function that stops it.
 */
export function keepReading({ doorbell, topic, projectId, log, pauseMs, read }: Reading): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  let isReading = false;
  let isRequested = false;

  async function readAll(): Promise<void> {
    isRequested = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isRequested && !signal.aborted) {
        isRequested = false;
        if (await inProcessShare(read)) isRequested = true;
        else if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted)
        warnUnlessUnavailable(log, error, `polling for new ${topic} failed`, { projectId });
    } finally {
      isReading = false;
    }
  }

  const unsubscribe = doorbell.subscribe(topic, projectId, () => void readAll());
  const poll = setInterval(() => void readAll(), POLL_INTERVAL_MS);
  void readAll();
  return () => {
    stopped.abort();
    unsubscribe();
    clearInterval(poll);
  };
}
