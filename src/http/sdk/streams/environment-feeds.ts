/** The feeds of this process: one for each environment that has readers. */

import { createSharedReaders } from '../../../platform/live/shared-readers.ts';
import type { EnvironmentPlace } from '../../../rulesets/live-ruleset.ts';
import { type Rulesets, VersionNotReachedError } from '../../../rulesets/rulesets.ts';
import { type Feed, openFeed } from './environment-feed.ts';
import type { Position } from './position.ts';

export interface OpenFeed {
  feed: Feed;
  /** Where the reader begins: the position that it named, or null when it needs everything. */
  start: Position | null;
  release(): void;
}

export interface Feeds {
  /** `isTrusted`: whether the reader's word is enough to give the project another epoch. Fails when the state cannot be read. */
  open(environment: EnvironmentPlace, position: Position | null, isTrusted: boolean): Promise<OpenFeed>;
}

export function createFeeds(rulesets: Rulesets): Feeds {
  const shared = createSharedReaders<Feed>();
  return {
    async open(environment, position, isTrusted) {
      const { environmentId } = environment;
      const feed = shared.acquire(environmentId, () => openFeed(rulesets, environment));
      const release = () => shared.release(environmentId);
      try {
        await feed.ready();
        const start = position && (await comparable(rulesets, environment, position, isTrusted));
        // So that a failure is known before the response begins.
        await feed.dueAt(start);
        return { feed, start, release };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/**
 * The position, if what comes after it can be told. A reader that comes from another process may be ahead of this one for a
 * moment. One that stays ahead has a version that is not in the log: a backup was restored, and the reader needs everything, in
 * another epoch, because our SDKs leave older versions of their epoch aside.
 */
async function comparable(
  rulesets: Rulesets,
  environment: EnvironmentPlace,
  position: Position,
  isTrusted: boolean,
): Promise<Position | null> {
  const known = rulesets.peek(environment.environmentId);
  if (known && (known.epoch !== position.epoch || known.version >= position.version)) return position;
  try {
    const { epoch, version } = await rulesets.read(environment, position.version);
    if (epoch !== position.epoch || version >= position.version) return position;
  } catch (error) {
    if (!(error instanceof VersionNotReachedError)) throw error;
  }
  // Client keys are public: anybody could make all applications read everything again and again.
  if (isTrusted) await rulesets.renewEpoch(environment, position.epoch);
  return null;
}
