/**
 * The rulesets of this process: those of every project that somebody has asked for. Each is loaded once and kept up to date;
 * those that nobody uses leave the memory, and so do the least recently used ones when they take too much of it together.
 */

import type { RulesetChanges } from 'gogreen-engine';
import { type App, oncePerApp } from '../platform/app.ts';
import { NotFoundError } from '../platform/errors.ts';
import { LiveProject } from './live-project.ts';
import type { EnvironmentPlace, LiveRuleset, RulesetListener } from './live-ruleset.ts';
import { rulesOf } from './project-state.ts';
import { readChangedKeys, renewEpoch } from './read-project.ts';
import { addRulesetMetrics } from './ruleset-metrics.ts';

export interface Rulesets {
  /** The ruleset as it is now, without waiting; undefined when it has to be loaded. */
  peek(environmentId: string): LiveRuleset | undefined;
  /**
   * The ruleset, which is loaded when it has to be. With `minVersion`, as it is after the event of that sequence: this waits
   * for it for at most two seconds, and fails with `VersionNotReachedError` then. Fails with NotFoundError when there is no
   * such environment in the project.
   */
  read(environment: EnvironmentPlace, minVersion?: number): Promise<LiveRuleset>;
  /** The ruleset with everything that had happened in the project when it had this epoch and sequence. Fails as `read`. */
  readAtLeast(
    environment: EnvironmentPlace,
    project: { epoch: string; sequence: number },
  ): Promise<LiveRuleset>;
  /** Calls back after each change and when the environment is deleted, until the returned function is called. Keeps the project in memory. */
  follow(environment: EnvironmentPlace, listener: RulesetListener): () => void;
  /**
   * The present state of all flags that changed since a version. Null: send the whole ruleset, because the version is of
   * another epoch, or more than half of the flags have changed. Takes one statement. Fails as `read`.
   */
  changesSince(environment: EnvironmentPlace, epoch: string, version: number): Promise<RulesetChanges | null>;
  /**
   * For when somebody has a version that the log does not have: gives the project another epoch, unless it has another one than
   * this already. Everybody who reads it gets everything then.
   */
  renewEpoch(environment: EnvironmentPlace, epoch: string): Promise<void>;
  /** How long ago the project that was not read for the longest time was read. Null when none is in memory. */
  oldestLookMs(): number | null;
}

/** The project has no event of that sequence yet. */
export class VersionNotReachedError extends Error {
  override readonly name = 'VersionNotReachedError';
  /** The sequence of the project's newest event. */
  readonly sequence: number;

  constructor(asked: number, sequence: number) {
    super(`The project has not reached version ${asked} within two seconds: it is at ${sequence}.`);
    this.sequence = sequence;
  }
}

const MAX_WAIT_MS = 2_000;
const IDLE_AFTER_MS = 10 * 60_000;
/** Measured with 5,000 flags of three rules, 11 million characters: 20 MB as they are stored, and 29 MB for each environment. */
const BYTES_PER_CHARACTER = 3;

interface Entry {
  project: LiveProject;
  environmentIds: string[];
}

export const rulesetsOf = oncePerApp(createRulesets);

function createRulesets(app: App): Rulesets {
  const entries = new Map<string, Entry>();
  const byEnvironment = new Map<string, LiveProject>();
  let isOverBound = false;

  const bytes = () =>
    entries.values().reduce((sum, { project }) => sum + project.length * BYTES_PER_CHARACTER, 0);
  const oldestLookMs = () => {
    if (entries.size === 0) return null;
    return entries.values().reduce((oldest, { project }) => Math.max(oldest, project.ageMs), 0);
  };
  addRulesetMetrics(app.metrics.registry, { oldestLookMs, bytes });
  app.stopping.addEventListener('abort', () => {
    for (const { project } of entries.values()) project.close();
  });

  function open(projectId: string): LiveProject {
    const known = entries.get(projectId);
    if (known) return known.project;
    const project = new LiveProject(app, projectId, (environmentIds) => read(projectId, environmentIds));
    entries.set(projectId, { project, environmentIds: [] });
    if (app.stopping.aborted) project.close();
    return project;
  }

  /** After each read of a project. */
  function read(projectId: string, environmentIds: string[]): void {
    const entry = entries.get(projectId);
    if (!entry) return;
    forget(entry);
    entry.environmentIds = environmentIds;
    for (const id of environmentIds) byEnvironment.set(id, entry.project);
    const isIdle = !entry.project.isFollowed && entry.project.idleMs > IDLE_AFTER_MS;
    if (environmentIds.length === 0 || isIdle) drop(projectId);
    keepBound(entry.project);
  }

  function forget({ environmentIds }: Entry): void {
    for (const id of environmentIds) byEnvironment.delete(id);
  }

  function drop(projectId: string): void {
    const entry = entries.get(projectId);
    if (!entry) return;
    entries.delete(projectId);
    forget(entry);
    entry.project.close();
  }

  /** Drops those that were used least recently. Those that are followed, and the one that was just read, stay. */
  function keepBound(kept: LiveProject): void {
    const bound = app.rulesetMemoryBytes;
    const isOver = () => bytes() > bound;
    const candidates = (isOver() ? [...entries] : [])
      .filter(([, { project }]) => project !== kept && !project.isFollowed)
      .sort(([, a], [, b]) => b.project.idleMs - a.project.idleMs);
    for (const [projectId] of candidates) {
      if (!isOver()) break;
      drop(projectId);
    }
    if (isOver() && !isOverBound)
      app.log.warn(
        { bytes: bytes(), bound },
        'the flags of the projects in use take more memory than RULESETS_MEMORY_MB allows',
      );
    isOverBound = isOver();
  }

  async function upToDate(
    { projectId, environmentId }: EnvironmentPlace,
    isEnough: (project: LiveProject) => boolean,
  ): Promise<LiveProject> {
    const project = open(projectId);
    await project.load();
    if (!isEnough(project) || !project.peek(environmentId)) await project.look();
    return project;
  }

  function rulesetOf(project: LiveProject, { environmentId }: EnvironmentPlace): LiveRuleset {
    const ruleset = project.peek(environmentId);
    if (!ruleset) throw new NotFoundError(`There is no environment ${environmentId} in the project.`);
    return ruleset;
  }

  const rulesets: Rulesets = {
    peek: (environmentId) => byEnvironment.get(environmentId)?.peek(environmentId),
    async read(environment, minVersion = 0) {
      const hasReached = ({ sequence }: LiveProject) => sequence >= minVersion;
      const project = await upToDate(environment, hasReached);
      if (!hasReached(project)) {
        const deadline = AbortSignal.timeout(MAX_WAIT_MS);
        while (!hasReached(project) && !deadline.aborted) await project.changed(deadline);
      }
      // One that has left the memory meanwhile, because others took its place, is not told of changes any more.
      if (!hasReached(project)) await project.look();
      if (!hasReached(project)) throw new VersionNotReachedError(minVersion, project.sequence);
      return rulesetOf(project, environment);
    },
    async readAtLeast(environment, at) {
      const project = await upToDate(environment, (each) => each.isAt(at));
      return rulesetOf(project, environment);
    },
    follow({ projectId, environmentId }, listener) {
      return open(projectId).follow(environmentId, listener);
    },
    async changesSince(environment, epoch, from) {
      const knows = ({ epoch: own, version }: LiveRuleset) => own === epoch && version >= from;
      const project = await upToDate(environment, (each) => {
        const ruleset = each.peek(environment.environmentId);
        return ruleset !== undefined && knows(ruleset);
      });
      const ruleset = rulesetOf(project, environment);
      if (!knows(ruleset)) return null;
      const { version: to, flags: all } = ruleset;
      if (from === to) return { epoch, from, to, flags: {} };
      const keys = await readChangedKeys(app.database.pool, environment, from, to);
      if (keys.length > all.size / 2) return null;
      const flags = keys.map((key) => [key, rulesOf(all, key, environment.environmentId)]);
      return { epoch, from, to, flags: Object.fromEntries(flags) };
    },
    async renewEpoch({ projectId }, epoch) {
      await renewEpoch(app.database.pool, projectId, epoch);
      await open(projectId).look();
      // Readers poll: this is only faster.
      app.doorbell.publish('events', projectId);
    },
    oldestLookMs,
  };
  return rulesets;
}
