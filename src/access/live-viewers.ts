/**
 * Viewers for whom something is open: subscriptions, and sockets. What they may do is looked up again while it is, so that
 * nothing outlives the right to it by more than the time between two looks.
 *
 * A database that is away ends nothing: what is told comes out of that same database, so that nothing new is told
 * meanwhile. The limit is for the odd case of one that answers readers, and not the question who may read.
 */

import type { Log } from '../platform/logger.ts';
import { warnUnlessUnavailable } from '../platform/postgres/database-unavailable.ts';
import type { Viewer } from './viewer.ts';

const CHECK_EVERY_MS = 10_000;
const MAX_STALE_MS = 5 * 60 * 1_000;

/** Why it is over: the token is not valid any more, the right is gone, or neither could be found out for long. */
export type Loss = 'token' | 'right' | 'unchecked';

/** Something that is open. */
export interface Held {
  /** Whether it may stay open to the viewer as they are now. */
  isAllowed(viewer: Viewer): boolean;
  /** Called at most once, and then it is not asked again. */
  end(loss: Loss): void;
}

export interface LiveViewers {
  /** Keeps an eye on it until the function that this answers with is called. */
  hold(viewer: Viewer, held: Held): () => void;
  /** Looks at once, at all of them. They are looked at by themselves every ten seconds. */
  check(): Promise<void>;
  /** How many things are open. */
  count(): number;
}

interface Entry {
  viewer: Viewer;
  held: Set<Held>;
  confirmedAt: number;
  isChecking: boolean;
}

/** `refresh` answers with the viewer as of now, and null when what they came with is not valid any more. */
export function createLiveViewers(
  refresh: (viewer: Viewer) => Promise<Viewer | null>,
  log: Log,
  { checkEveryMs = CHECK_EVERY_MS, maxStaleMs = MAX_STALE_MS } = {},
): LiveViewers {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;

  /** One that takes long holds up nobody else: neither the others nor the next look at them. */
  async function checkEntry(entry: Entry): Promise<void> {
    if (performance.now() - entry.confirmedAt > maxStaleMs) end(entry, [...entry.held], () => 'unchecked');
    if (entry.isChecking) return;
    entry.isChecking = true;
    // What is opened meanwhile was allowed by a later look than this one.
    const asked = [...entry.held];
    try {
      const viewer = await refresh(entry.viewer);
      entry.confirmedAt = performance.now();
      entry.viewer = viewer ?? entry.viewer;
      end(entry, asked, ({ isAllowed }) => (viewer === null ? 'token' : isAllowed(viewer) ? null : 'right'));
    } catch (error) {
      const { credentialId } = entry.viewer;
      warnUnlessUnavailable(log, error, 'it could not be checked whether a token is still valid', {
        credentialId,
      });
    } finally {
      entry.isChecking = false;
    }
  }

  function end(entry: Entry, some: Held[], lossOf: (held: Held) => Loss | null): void {
    for (const held of some) {
      if (!entry.held.has(held)) continue;
      const loss = lossOf(held);
      if (loss === null) continue;
      leave(entry, held);
      held.end(loss);
    }
  }

  function leave(entry: Entry, held: Held): void {
    entry.held.delete(held);
    const key = keyOf(entry.viewer);
    if (entry.held.size === 0 && entries.get(key) === entry) entries.delete(key);
    if (entries.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function check(): Promise<void> {
    await Promise.all([...entries.values()].map(checkEntry));
  }

  return {
    hold(viewer, held) {
      // Valid for as long as the process runs.
      if (viewer.credential.kind === 'setting') return () => undefined;
      const key = keyOf(viewer);
      const entry = entries.get(key) ?? {
        ...{ viewer, held: new Set<Held>(), confirmedAt: performance.now(), isChecking: false },
      };
      entries.set(key, entry);
      entry.held.add(held);
      timer ??= setInterval(() => void check(), checkEveryMs);
      return () => leave(entry, held);
    },
    check,
    count: () => [...entries.values()].reduce((sum, { held }) => sum + held.size, 0),
  };
}

/** All of a token share an entry, and so its look; of two JWTs of a user, each has its own claims and its own end. */
function keyOf({ credential }: Viewer): string {
  return JSON.stringify(credential);
}
