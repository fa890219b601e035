/**
 * One environment for all its readers in this process. A reader asks what it lacks; the feed calls it when that may have
 * changed. Readers at the same version get the same answer, so that what is made of it is made once for all of them.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RulesetChanges } from 'gogreen-engine';
import { LRUCache } from 'lru-cache';
import { NotFoundError } from '../../../platform/errors.ts';
import type { EnvironmentPlace, LiveRuleset } from '../../../rulesets/live-ruleset.ts';
import type { Rulesets } from '../../../rulesets/rulesets.ts';
import type { Position } from './position.ts';
import { createRecentChanges } from './recent-changes.ts';

/** What a reader lacks. */
export interface Due {
  now: LiveRuleset;
  /** From the version that the reader has to that of `now`; null: everything, because these cannot be compared or too much has changed. */
  changes: RulesetChanges | null;
  /** The state that the reader has, where it is still in memory. */
  before: LiveRuleset | null;
}

export interface Feed {
  /** Resolves once there is a state. Fails when it cannot be read. */
  ready(): Promise<LiveRuleset>;
  /**
   * What a reader at this position lacks; null when it has the newest state, or a newer one of another process. Fails when it
   * cannot be read, and with NotFoundError when the environment was deleted.
   */
  dueAt(position: Position | null): Due | null | Promise<Due>;
  /** Calls `wake` after every change and when the environment was deleted, until the returned function is called. */
  join(wake: () => void): () => void;
  close(): void;
}

/** Different versions that readers may be at, and whose answers are kept until the next change. */
const MAX_ANSWERS = 16;
const MAX_SLICE_MS = 5;

export function openFeed(rulesets: Rulesets, environment: EnvironmentPlace): Feed {
  const recent = createRecentChanges();
  const answers = new LRUCache<number, Due | Promise<Due>>({ max: MAX_ANSWERS });
  const readers = new Set<() => void>();
  let live: LiveRuleset | undefined;
  let before: LiveRuleset | null = null;
  let isGone = false;
  let isWaking = false;
  let isWakingAgain = false;

  // First this and then the state: a change in between is not missed.
  const unfollow = rulesets.follow(environment, (now, changes) => {
    if (changes) recent.add(changes);
    else recent.clear();
    before = changes && live?.version === changes.from ? live : null;
    live = now ?? live;
    isGone = now === null;
    answers.clear();
    void wakeAll();
  });
  const loaded = rulesets.read(environment).then((now) => {
    live ??= now;
  });
  // It is looked at by those who wait for the feed.
  loaded.catch(() => undefined);

  /** In slices, so that a change for thousands of readers does not hold up everything else. */
  async function wakeAll(): Promise<void> {
    isWakingAgain = true;
    if (isWaking) return;
    isWaking = true;
    while (isWakingAgain) {
      isWakingAgain = false;
      let since = performance.now();
      for (const wake of readers) {
        wake();
        if (performance.now() - since < MAX_SLICE_MS) continue;
        await nextTurn();
        since = performance.now();
      }
    }
    isWaking = false;
  }

  function answerFrom(now: LiveRuleset, from: number): Due | Promise<Due> {
    const { epoch, version: to } = now;
    const flags = recent.since(from);
    if (flags) {
      return { now, changes: { epoch, from, to, flags }, before: before?.version === from ? before : null };
    }
    return rulesets.changesSince(environment, epoch, from).then((read) => {
      // What was read may be newer than `now`. Which flags have changed is true all the same, and `now` says to what.
      const changes = read && { epoch, from, to, flags: flagsOf(now, Object.keys(read.flags)) };
      const due = { now, changes, before: null };
      if (now === live) answers.set(from, due);
      return due;
    });
  }

  return {
    async ready() {
      await loaded;
      return live as LiveRuleset;
    },
    dueAt(position) {
      if (isGone) return Promise.reject(new NotFoundError('The environment was deleted.'));
      const now = live;
      if (!now) return null;
      if (position?.epoch !== now.epoch) return { now, changes: null, before: null };
      if (position.version >= now.version) return null;
      const { version } = position;
      const known = answers.get(version);
      if (known) return known;
      const due = answerFrom(now, version);
      answers.set(version, due);
      // A failure is not kept.
      if (due instanceof Promise) due.catch(() => answers.delete(version));
      return due;
    },
    join(wake) {
      readers.add(wake);
      return () => readers.delete(wake);
    },
    close: unfollow,
  };
}

function flagsOf({ compiled }: LiveRuleset, keys: string[]): RulesetChanges['flags'] {
  const { flags } = compiled.ruleset;
  return Object.fromEntries(
    keys.map((key) => [key, Object.hasOwn(flags, key) ? (flags[key] ?? null) : null]),
  );
}
