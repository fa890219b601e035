/** Follows a few things by what they look like: for subscriptions to what has no log of its changes. */

import type { Log } from '../logger.ts';
import type { Doorbell, Topic } from './doorbell.ts';
import { keepReading } from './keep-reading.ts';
import { createWaiting } from './waiting.ts';

/** By id, texts that differ for any two states. */
export type States = Map<string, string>;

interface Watched {
  doorbell: Doorbell;
  topic: Topic;
  projectId: string;
  log: Log;
  /** The least time between two reads. */
  pauseMs: number;
  read: () => Promise<States>;
}

/**
 * The ids of what changes from now on, of what is new and of what is no longer there, until the signal aborts. States that
 * follow each other closely may be omitted, the last one never.
 */
export async function watchStates(
  watched: Watched,
  signal: AbortSignal,
): Promise<AsyncGenerator<string, void, void>> {
  return follow(watched, await watched.read(), signal);
}

async function* follow(
  { read, ...reading }: Watched,
  start: States,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const news = createWaiting();
  let newest = start;
  const stop = keepReading({
    ...reading,
    read: async () => {
      newest = await read();
      news.wake();
      return false;
    },
  });
  try {
    let told = start;
    while (!signal.aborted) {
      const states = newest;
      if (states === told) {
        await news.wait(signal);
        continue;
      }
      const ids = new Set([...told.keys(), ...states.keys()]);
      const changed = [...ids].filter((id) => told.get(id) !== states.get(id));
      told = states;
      yield* changed;
    }
  } finally {
    stop();
  }
}
