/** Turns: so many at once, one for each key, and those who wait are served in their order. */

import { GraphQLError } from 'graphql';

const MAX_WAIT_MS = 20_000;

export interface Turns {
  /** Resolves, when it is the turn of the key, with the function that ends the turn. Fails after waiting for twenty seconds. */
  take(key: string): Promise<() => void>;
}

interface Waiting {
  key: string;
  start(): void;
}

export function createTurns(max: number): Turns {
  const busy = new Set<string>();
  const waiting: Waiting[] = [];

  function startNext(): void {
    while (busy.size < max) {
      const at = waiting.findIndex(({ key }) => !busy.has(key));
      if (at < 0) return;
      const [next] = waiting.splice(at, 1);
      next?.start();
    }
  }

  return {
    take: (key) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(tooMany(max));
        }, MAX_WAIT_MS);
        const entry: Waiting = {
          key,
          start: () => {
            clearTimeout(giveUp);
            busy.add(key);
            let isHeld = true;
            resolve(() => {
              if (!isHeld) return;
              isHeld = false;
              busy.delete(key);
              startNext();
            });
          },
        };
        waiting.push(entry);
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
