/** Who wants to be told of the changes of a project. */

import type { RulesetChanges } from 'gogreen-engine';
import { createWaiting, type Waiting } from '../platform/live/waiting.ts';
import type { Log } from '../platform/logger.ts';
import type { LiveRuleset, RulesetListener } from './live-ruleset.ts';

export interface Followers extends Waiting {
  /** Returns the function that ends it. */
  add(environmentId: string, listener: RulesetListener): () => void;
  areThere(): boolean;
  /** The ids of the environments that are followed. */
  environments(): Iterable<string>;
  tell(environmentId: string, now: LiveRuleset | null, changes: RulesetChanges | null): void;
}

export function createFollowers(log: Log): Followers {
  const listeners = new Map<string, Set<RulesetListener>>();
  return {
    ...createWaiting(),
    add(environmentId, listener) {
      // Not the listener itself: the same one may be added twice.
      const added: RulesetListener = (now, changes) => listener(now, changes);
      const ofEnvironment = listeners.get(environmentId) ?? new Set();
      listeners.set(environmentId, ofEnvironment.add(added));
      return () => {
        ofEnvironment.delete(added);
        if (ofEnvironment.size === 0 && listeners.get(environmentId) === ofEnvironment)
          listeners.delete(environmentId);
      };
    },
    areThere: () => listeners.size > 0,
    environments: () => listeners.keys(),
    tell(environmentId, now, changes) {
      for (const listener of listeners.get(environmentId) ?? []) {
        // A listener that throws must not keep the others from being told.
        try {
          listener(now, changes);
        } catch (error) {
          log.error({ err: error }, 'a listener to the changes of a ruleset failed');
        }
      }
    },
  };
}
