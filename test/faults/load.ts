/** People who switch flags while things go wrong, and try again until it is done. */

import { setTimeout as delay } from 'node:timers/promises';
import { flagKeys, switchFlag } from '#test/faults/shop.ts';
import { until } from '#test/faults/until.ts';

/** Until there are enough events, and after that, when only the fault is not over yet. */
const PER_SECOND = 60;
const PER_SECOND_LATER = 8;
/** No fault lasts for so many. */
const MOST = 2_500;
const TRY_AGAIN_MS = 100;
const GIVE_UP_MS = 90_000;

export interface Load {
  /** How many of the intended changes are known to be committed. */
  readonly committed: number;
  /** How many requests failed and were sent again. */
  readonly failedRequests: number;
  /** Resolves once so many are committed. */
  reached(count: number): Promise<void>;
  /** Goes on until there are enough, then resolves. */
  finish(): Promise<void>;
}

/** Each flag is one person's, who uses the APIs in turn. `urls` may change. */
export function startLoad(urls: () => string[], enough: number): Load {
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
    await delay((number * 1_000) / PER_SECOND);
    while (committed < MOST && !(finishing && committed >= enough)) {
      const begunAt = performance.now();
      enabled = !enabled;
      await change(flagKey, enabled, number);
      const perSecond = committed < enough ? PER_SECOND : PER_SECOND_LATER;
      const pause = (flagKeys.length * 1_000) / perSecond;
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
    reached: (count) => until(`${count} changes are committed`, () => committed >= count, GIVE_UP_MS),
    async finish() {
      finishing = true;
      await done;
    },
  };
}
