/** Limits concurrency: at most `max` turns at the same time, one for each key. Waiting keys are served in turn. */

import { GraphQLError } from 'graphql';
import { createLines } from '../platform/lines.ts';

const MAX_WAIT_MS = 20_000;

export interface Turns {
  /** Waits for the turn of the key; resolves to the function that ends it. Fails with RATE_LIMITED after twenty seconds. */
  take(key: string): Promise<() => void>;
}

export function createTurns(max: number): Turns {
  const busy = new Set<string>();
  const waiting = createLines<() => void>();

  function startNext(): void {
    while (busy.size < max) {
      const [start] = waiting.take(1, (key) => !busy.has(key));
      if (!start) return;
      start();
    }
  }

  return {
    take: (key) =>
      new Promise((resolve, reject) => {
        const start = () => {
          clearTimeout(timeout);
          busy.add(key);
          let isHeld = true;
          resolve(() => {
            if (!isHeld) return;
            isHeld = false;
            busy.delete(key);
            startNext();
          });
        };
        const timeout = setTimeout(() => {
          waiting.remove(key, start);
          reject(tooMany(max));
        }, MAX_WAIT_MS);
        waiting.add(key, start);
        startNext();
      }),
  };
}

function tooMany(max: number): GraphQLError {
  return new GraphQLError(
    `Too many large reads are under way: an access token has one at a time, and this process ${max}. Try again in a moment, or ask for less with first.`,
    { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: MAX_WAIT_MS / 1000 } },
  );
}
