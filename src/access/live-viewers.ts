/**
 * Checks again, while a subscription or a socket is open, whether its token is still valid and its viewer may still read.
 * What is open ends at most one check interval after the right to it was lost.
 *
 * When the database is unavailable nothing ends: the events come out of the same database, so nothing new is sent
 * meanwhile. MAX_STALE_MS is for a database that answers the event reads but not the checks.
 */

import type { Log } from '../platform/logger.ts';
import { warnUnlessUnavailable } from '../platform/postgres/database-unavailable.ts';
import type { Viewer } from './viewer.ts';

const CHECK_INTERVAL_MS = 10_000;
const MAX_STALE_MS = 5 * 60 * 1_000;

/** The token is no longer valid, the right is lost, or neither could be checked for `MAX_STALE_MS`. */
export type AccessLossReason = 'token' | 'right' | 'unchecked';

/** Something that is open for a viewer. */
export interface Tracked {
  /** Whether it may stay open for the viewer with the roles of now. */
  isAllowed(viewer: Viewer): boolean;
  /** Called at most once; then it is no longer tracked. */
  end(reason: AccessLossReason): void;
}

export interface LiveViewers {
  /** Checks it again and again until the returned function is called. */
  track(viewer: Viewer, tracked: Tracked): () => void;
  /** Checks everything at once, as after a change of access. It also happens every ten seconds. */
  check(): Promise<void>;
  /** How many things are open. */
  count(): number;
}

interface Entry {
  viewer: Viewer;
  tracked: Set<Tracked>;
  confirmedAt: number;
  isChecking: boolean;
  /** A check was asked for during one, which may have read before what the new one is about. */
  isAskedAgain: boolean;
}

/** `refresh` returns the viewer with the roles of now; null when the token is no longer valid. */
export function createLiveViewers(
  refresh: (viewer: Viewer) => Promise<Viewer | null>,
  log: Log,
  { checkIntervalMs = CHECK_INTERVAL_MS, maxStaleMs = MAX_STALE_MS } = {},
): LiveViewers {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;

  /** One slow check delays neither the other entries nor the next check of them. */
  async function checkEntry(entry: Entry): Promise<void> {
    if (performance.now() - entry.confirmedAt > maxStaleMs)
      endSome(entry, [...entry.tracked], () => 'unchecked');
    entry.isAskedAgain = entry.isChecking;
    if (entry.isChecking) return;
    entry.isChecking = true;
    // What is opened during the check was authorized later than the check reads.
    const checked = [...entry.tracked];
    try {
      const viewer = await refresh(entry.viewer);
      entry.confirmedAt = performance.now();
      entry.viewer = viewer ?? entry.viewer;
      endSome(entry, checked, ({ isAllowed }) =>
        viewer === null ? 'token' : isAllowed(viewer) ? null : 'right',
      );
    } catch (error) {
      const { rateLimitKey } = entry.viewer;
      warnUnlessUnavailable(log, error, 'checking whether a token is still valid failed', {
        token: rateLimitKey,
      });
    } finally {
      entry.isChecking = false;
    }
    if (entry.isAskedAgain && entry.tracked.size > 0) await checkEntry(entry);
  }

  function endSome(
    entry: Entry,
    some: Tracked[],
    reasonOf: (tracked: Tracked) => AccessLossReason | null,
  ): void {
    for (const tracked of some) {
      if (!entry.tracked.has(tracked)) continue;
      const reason = reasonOf(tracked);
      if (reason === null) continue;
      untrack(entry, tracked);
      tracked.end(reason);
    }
  }

  function untrack(entry: Entry, tracked: Tracked): void {
    entry.tracked.delete(tracked);
    const key = keyOf(entry.viewer);
    if (entry.tracked.size === 0 && entries.get(key) === entry) entries.delete(key);
    if (entries.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function check(): Promise<void> {
    await Promise.all([...entries.values()].map(checkEntry));
  }

  return {
    track(viewer, tracked) {
      // The admin token is valid for as long as the process runs.
      if (viewer.credential.kind === 'adminToken') return () => undefined;
      const key = keyOf(viewer);
      const entry = entries.get(key) ?? {
        viewer,
        tracked: new Set<Tracked>(),
        confirmedAt: performance.now(),
        isChecking: false,
        isAskedAgain: false,
      };
      entries.set(key, entry);
      entry.tracked.add(tracked);
      timer ??= setInterval(() => void check(), checkIntervalMs);
      return () => untrack(entry, tracked);
    },
    check,
    count: () => [...entries.values()].reduce((sum, { tracked }) => sum + tracked.size, 0),
  };
}

/** Everything that a token has open shares one entry and one check. Two JWTs of a user differ in claims and expiry. */
function keyOf({ credential }: Viewer): string {
  return JSON.stringify(credential);
}
