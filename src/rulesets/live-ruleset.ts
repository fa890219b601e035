/** What evaluation works with: the ruleset of an environment as it was after one event, ready to be evaluated. */

import type { CompiledRuleset, RulesetChanges } from 'gogreen-engine';
import type { StoredRules } from './flag-rules.ts';

/** One of them never changes, but for `isStale`: whoever holds it sees one version, and never a mix of two. */
export interface LiveRuleset {
  compiled: CompiledRuleset;
  /** Another text: versions cannot be compared with those of this one. */
  epoch: string;
  /** Sequence of the last event that may have changed what the environment serves; 0 when there is none. */
  version: number;
  /** Whether it was last compared with Postgres more than 30 seconds ago. It is served all the same. */
  readonly isStale: boolean;
  /** The same flags as they are stored, by key, with what rulesets leave out: names and descriptions. */
  flags: ReadonlyMap<string, StoredRules>;
}

/** An environment and its project. */
export interface EnvironmentPlace {
  projectId: string;
  environmentId: string;
}

/**
 * Gets the ruleset after each change. `changes` is null when everything may be different. `now` is null when there is no such
 * environment any more.
 */
export type RulesetListener = (now: LiveRuleset | null, changes: RulesetChanges | null) => void;

/** A ruleset that was not compared with Postgres for longer is stale. */
export const STALE_AFTER_MS = 30_000;
