/**
 * How many requests this worker starts to one integration when its project uses much of the worker: one at first, one more
 * for each response, half of it for each request without one, as TCP does. However many endpoints hang, they leave room
 * for those that respond. While there is room, only the limits of the integration hold.
 */

import { LRUCache } from 'lru-cache';

const FIRST = 1;
/** The highest `maxInFlight`. */
const MOST = 100;
/** Integrations that are remembered; one that was forgotten starts slowly again. */
const REMEMBERED = 20_000;

export interface SlowStart {
  /** How many more requests may be started. */
  share(integrationId: string): number;
  started(integrationId: string): void;
  /** `answered` is null when no request was made. */
  ended(integrationId: string, answered: boolean | null): void;
}

export function createSlowStart(): SlowStart {
  const windows = new LRUCache<string, number>({ max: REMEMBERED });
  const underWay = new Map<string, number>();

  const windowOf = (integrationId: string) => windows.get(integrationId) ?? FIRST;

  return {
    share: (integrationId) => Math.max(0, windowOf(integrationId) - (underWay.get(integrationId) ?? 0)),
    started(integrationId) {
      underWay.set(integrationId, (underWay.get(integrationId) ?? 0) + 1);
    },
    ended(integrationId, answered) {
      const left = (underWay.get(integrationId) ?? 1) - 1;
      if (left > 0) underWay.set(integrationId, left);
      else underWay.delete(integrationId);
      if (answered === null) return;
      const window = windowOf(integrationId);
      windows.set(
        integrationId,
        answered ? Math.min(MOST, window + 1) : Math.max(FIRST, Math.floor(window / 2)),
      );
    },
  };
}
