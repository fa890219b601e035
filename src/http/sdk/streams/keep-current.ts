/** Sends to one reader what it lacks, whenever there is something new and the reader takes more. */

import type { Due, Feed } from './environment-feed.ts';
import type { EventStream } from './event-stream.ts';
import type { Position } from './position.ts';

export interface Current {
  /** Looks for something to send. */
  advance(): void;
}

/**
 * A reader that is slow does not get the changes that it missed one by one: as soon as it takes more it gets the state of now of all
 * that changed meanwhile.
 */
export function keepCurrent(
  feed: Feed,
  start: Position | null,
  stream: EventStream,
  send: (due: Due) => void,
): Current {
  let seen = start;
  let isWaiting = false;

  function advance(): void {
    while (!isWaiting && stream.isReady()) {
      const due = feed.dueAt(seen);
      if (due === null) return;
      if (due instanceof Promise) void sendLater(due);
      else sendNow(due);
    }
  }
  function sendNow(due: Due): void {
    seen = { epoch: due.now.epoch, version: due.now.version };
    send(due);
  }
  async function sendLater(promise: Promise<Due>): Promise<void> {
    isWaiting = true;
    try {
      const due = await promise;
      isWaiting = false;
      sendNow(due);
      advance();
    } catch {
      // The database is away, or the environment was deleted. The client connects again, with its position, and gets to know.
      stream.breakOff();
    }
  }
  return { advance };
}
