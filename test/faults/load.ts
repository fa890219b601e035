/** People who switch flags while things go wrong, and try again until it is done. */

import { setTimeout as delay } from 'node:timers/promises';
import { flagKeys, switchFlag } from '#test/faults/shop.ts';
import { until } from '#test/faults/until.ts';

/** Once all intended changes are made and only the fault is not over yet, this share of the rate goes on. */
const LATER = 1 / 8;
/** No fault lasts for so many times the intended changes. */
const MOST = 5;
const TRY_AGAIN_MS = 100;
const GIVE_UP_MS = 90_000;

export interface LoadSize {
  /** Switches of flags; the flags' own events come on top. */
  readonly changes: number;
  readonly perSecond: number;
}

export interface Load {
  /** How many of the intended changes are known to be committed. */
  readonly committed: number;
  /** How many requests failed and were sent again. */
  readonly failedRequests: number;
  /** Resolves once this share of the intended changes is committed; 1 is all of them. */
  reached(share: number): Promise<void>;
  /** Goes on until there are enough, then resolves. */
  finish(): Promise<void>;
}

/** Each flag is one person's, who uses the APIs in turn. `urls` may change. */
export function startLoad(urls: () => string[], { changes, perSecond }: LoadSize): Load {
  let committed = 0;
  let failedRequests = 0;
  let finishing = false;

  async function change(flagKey: string, enabled: boolean, person: number): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (let attempt = 0; ; attempt++) {
      const all = urls();
      try {
        // A change whose answer got lost is found made: nothing changes, and it counts once.
        await switchFlag(all[(person + attempt) % all.length] ?? '', flagKey, enabled);
        committed += 1;
        return;
      } catch (error) {
        failedRequests += 1;
        if (performance.now() > deadline) throw error;
        await delay(TRY_AGAIN_MS);
      }
    }
  }

  async function person(flagKey: string, number: number): Promise<void> {
    let enabled = false;
    await delay((number * 1_000) / perSecond);
    while (committed < MOST * changes && !(finishing && committed >= changes)) {
      const begunAt = performance.now();
      enabled = !enabled;
      await change(flagKey, enabled, number);
      const rate = committed < changes ? perSecond : LATER * perSecond;
      const pause = (flagKeys.length * 1_000) / rate;
      await delay(Math.max(0, begunAt + pause - performance.now()));
    }
  }

  const done = Promise.all(flagKeys.map(person));
  // Looked at by `finish`.
  done.catch(() => undefined);
  return {
    get committed() {
      return committed;
    },
    get failedRequests() {
      return failedRequests;
    },
    reached(share) {
      const count = Math.round(share * changes);
      return until(`${count} changes are committed`, () => committed >= count, GIVE_UP_MS);
    },
    async finish() {
      finishing = true;
      await done;
    },
  };
}
