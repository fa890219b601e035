/**
 * A project in the memory of this process, kept up to date by the tail of its log: at each notification, and at each poll,
 * one statement reads what is new. All environments of the project share it.
 */

import type { RulesetChanges } from 'gogreen-engine';
import type { App } from '../platform/app.ts';
import { NotFoundError } from '../platform/errors.ts';
import { keepReading } from '../platform/live/keep-reading.ts';
import { inProcessShare } from '../platform/postgres/connections/connection-queue.ts';
import { compileRuleset } from './compile-ruleset.ts';
import { createFollowers } from './followers.ts';
import { type LiveRuleset, type RulesetListener, STALE_AFTER_MS } from './live-ruleset.ts';
import { createLooks } from './looks.ts';
import {
  advance,
  changesIn,
  isOtherProject,
  isRewritten,
  type ProjectState,
  rulesetIn,
  stateOf,
} from './project-state.ts';
import {
  type LoadedEnvironment,
  type LookedAt,
  loadProject,
  lookAtProject,
  renewEpoch,
} from './read-project.ts';

/** The least time from one read to the next: at most a hundred in a second, however busy the project is. */
const PAUSE_MS = 10;

type Needs = Pick<App, 'database' | 'doorbell' | 'log'>;

export class LiveProject {
  readonly #app: Needs;
  readonly #projectId: string;
  readonly #onRead: (environmentIds: string[]) => void;
  readonly #stop: () => void;
  #state: ProjectState | null = null;
  #lookedAt = performance.now();
  #usedAt = performance.now();
  /** By id of the environment: those that somebody has asked for. */
  readonly #rulesets = new Map<string, LiveRuleset>();
  readonly #followers;
  readonly #looks = createLooks(() => inProcessShare(() => this.#look()));

  /** Begins to read. `onRead` is told after each read which environments there are: none, when there is no such project. */
  constructor(app: Needs, projectId: string, onRead: (environmentIds: string[]) => void) {
    this.#app = app;
    this.#projectId = projectId;
    this.#onRead = onRead;
    this.#followers = createFollowers(app.log);
    this.#stop = keepReading({
      doorbell: app.doorbell,
      topic: 'events',
      projectId,
      log: app.log,
      pauseMs: PAUSE_MS,
      read: async () => {
        await this.#looks.fresh();
        return false;
      },
    });
  }

  /** Time since the last read that succeeded began; before the first one, since the project was asked for. */
  get ageMs(): number {
    return performance.now() - this.#lookedAt;
  }

  /** Time since somebody has asked for it. */
  get idleMs(): number {
    return performance.now() - this.#usedAt;
  }

  get isFollowed(): boolean {
    return this.#followers.areThere();
  }

  /** Of the JSON of its flags, in characters, once for each of the environments that are in use and once for all of them. */
  get length(): number {
    return (this.#state?.length ?? 0) * (1 + this.#rulesets.size);
  }

  /** Where it stands in the log; -1 before it was read. */
  get sequence(): number {
    return this.#state?.sequence ?? -1;
  }

  /** Undefined when it was not read yet, or has no such environment. */
  peek(environmentId: string): LiveRuleset | undefined {
    this.#usedAt = performance.now();
    return this.#rulesets.get(environmentId) ?? this.#compile(environmentId);
  }

  /** Reads it, unless it was read before. */
  async load(): Promise<void> {
    this.#usedAt = performance.now();
    if (!this.#state) await this.#looks.any();
  }

  /** Reads what is new until now. */
  look(): Promise<void> {
    return this.#looks.fresh();
  }

  /** Resolves after the next change, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void> {
    return this.#followers.wait(signal);
  }

  /** Whether nothing has happened to the project since it was in this state. */
  isAt({ epoch, sequence }: { epoch: string; sequence: number }): boolean {
    return this.#state?.epoch === epoch && this.#state.sequence >= sequence;
  }

  follow(environmentId: string, listener: RulesetListener): () => void {
    // What is not compiled is not told of.
    this.peek(environmentId);
    return this.#followers.add(environmentId, listener);
  }

  /** Reads no more. What was read can still be used. */
  close(): void {
    this.#stop();
  }

  async #look(): Promise<void> {
    const { pool } = this.#app.database;
    const began = performance.now();
    const state = this.#state;
    if (!state) await this.#load();
    else {
      const seen = await lookAtProject(pool, this.#projectId, state.sequence);
      if (seen && isRewritten(state, seen)) {
        const { key } = state;
        this.#app.log.warn({ project: key }, 'the event log of a project went backwards: it has a new epoch');
        await renewEpoch(pool, this.#projectId, state.epoch);
      }
      if (!seen || isRewritten(state, seen) || isOtherProject(state, seen)) await this.#load();
      else this.#advance(state, seen);
    }
    this.#lookedAt = began;
    this.#onRead([...(this.#state?.environments.keys() ?? [])]);
  }

  async #load(): Promise<void> {
    const loaded = await loadProject(this.#app.database.pool, this.#projectId);
    this.#state = loaded && stateOf(loaded);
    if (!loaded) {
      this.#rulesets.clear();
      for (const id of [...this.#followers.environments()]) this.#followers.tell(id, null, null);
      this.#followers.wake();
      this.#onRead([]);
      throw new NotFoundError(`There is no project ${this.#projectId} any more.`);
    }
    const before = new Map(this.#rulesets);
    this.#rulesets.clear();
    for (const id of new Set([...before.keys(), ...this.#followers.environments()])) {
      const old = before.get(id);
      const now = this.#compile(id);
      if (!now) this.#followers.tell(id, null, null);
      else if (old && isSame(old, now)) this.#rulesets.set(id, old);
      else if (old) this.#followers.tell(id, now, null);
    }
    this.#followers.wake();
  }

  #advance(state: ProjectState, seen: LookedAt): void {
    const next = advance(state, seen);
    if (next === state) return;
    this.#state = next;
    const told: [string, LiveRuleset, RulesetChanges | null][] = [];
    for (const [id, { compiled, version }] of this.#rulesets) {
      const [before, environment] = [state.environments.get(id), next.environments.get(id)];
      if (!before || !environment || environment.version === version) continue;
      const changes = changesIn(before, state, next, seen);
      const now = this.#live(
        compiled.apply(changes) ?? compileRuleset(rulesetIn(next, environment)),
        next,
        environment,
      );
      this.#rulesets.set(id, now);
      told.push([id, now, changes]);
    }
    // Only now: a listener that looks at another environment must see it at the same sequence.
    for (const each of told) this.#followers.tell(...each);
    this.#followers.wake();
  }

  #compile(environmentId: string): LiveRuleset | undefined {
    const environment = this.#state?.environments.get(environmentId);
    if (!this.#state || !environment) return undefined;
    const ruleset = this.#live(compileRuleset(rulesetIn(this.#state, environment)), this.#state, environment);
    this.#rulesets.set(environmentId, ruleset);
    return ruleset;
  }

  #live(
    compiled: LiveRuleset['compiled'],
    { epoch, flags }: ProjectState,
    { version }: LoadedEnvironment,
  ): LiveRuleset {
    const isStale = () => this.ageMs > STALE_AFTER_MS;
    return {
      compiled,
      epoch,
      version,
      flags,
      get isStale() {
        return isStale();
      },
    };
  }
}

/** Whether two rulesets of one environment serve the same: what was read again is often that. */
function isSame(
  { compiled: { ruleset: a } }: LiveRuleset,
  { compiled: { ruleset: b } }: LiveRuleset,
): boolean {
  return (
    a.epoch === b.epoch &&
    a.version === b.version &&
    a.targetingKey === b.targetingKey &&
    a.project === b.project &&
    a.environment === b.environment
  );
}
