/** Reads on whenever there is something new: behind every kind of live subscription. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../logger.ts';
import { warnUnlessUnavailable } from '../postgres/database-unavailable.ts';
import type { Bell, Doorbell } from './doorbell.ts';

/** A lost ring is made up for after at most this long. */
const HEARTBEAT_MS = 2_000;

interface Reading {
  doorbell: Doorbell;
  bell: Bell;
  projectId: string;
  log: Log;
  /** The least time from the end of one read to the next: how often a busy project is read. 0: as often as it rings. */
  pauseMs: number;
  /** Reads what is new. Answers whether there may be more already. A failure is logged and made up for later. */
  read: () => Promise<boolean>;
}

/**
 * Calls `read` at once, when the bell rings and with every heartbeat: one read at a time, and once more when the bell
 * rang meanwhile. Answers with how to stop it.
 */
export function keepReading({ doorbell, bell, projectId, log, pauseMs, read }: Reading): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  let isReading = false;
  let isRung = false;

  async function look(): Promise<void> {
    isRung = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isRung && !signal.aborted) {
        isRung = false;
        if (await read()) isRung = true;
        else if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted)
        warnUnlessUnavailable(log, error, 'what is new could not be read', { bell, projectId });
    } finally {
      isReading = false;
    }
  }

  const unlisten = doorbell.listen(bell, projectId, () => void look());
  const heartbeat = setInterval(() => void look(), HEARTBEAT_MS);
  void look();
  return () => {
    stopped.abort();
    unlisten();
    clearInterval(heartbeat);
  };
}
