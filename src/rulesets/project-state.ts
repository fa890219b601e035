/** What a process knows of a project at one sequence, and how it gets from there to a later one. Values that do not change. */

import { isDeepStrictEqual } from 'node:util';
import { type FlagRules, RULESET_FORMAT, type Ruleset, type RulesetChanges } from 'gogreen-engine';
import { type StoredRules, targetingIn, toFlagRules } from './flag-rules.ts';
import type { LoadedEnvironment, LoadedProject, LookedAt } from './read-project.ts';

export interface ProjectState extends Pick<LoadedProject, 'key' | 'epoch' | 'targetingKey'> {
  /** It is exactly what the project was after this event. */
  sequence: number;
  lastEventId: string | null;
  /** By id. */
  environments: ReadonlyMap<string, LoadedEnvironment>;
  /** By key. */
  flags: ReadonlyMap<string, StoredRules>;
  /** Of the flags as JSON, in characters. */
  length: number;
}

export function stateOf({ lastSequence, environments, flags, ...project }: LoadedProject): ProjectState {
  return {
    ...project,
    sequence: lastSequence,
    environments: new Map(environments.map((environment) => [environment.id, environment])),
    flags: new Map(flags.map((flag) => [flag.key, flag])),
    length: flags.reduce((sum, { length }) => sum + length, 0),
  };
}

/**
 * Whether the log is not the continuation of the one that the state is of, as after a restored backup, although nobody has
 * given the project another epoch yet.
 */
export function isRewritten(state: ProjectState, { epoch, lastSequence, eventBefore }: LookedAt): boolean {
  return epoch === state.epoch && (lastSequence < state.sequence || eventBefore !== state.lastEventId);
}

/** Whether something else than flags is new, so that all has to be read again. */
export function isOtherProject(state: ProjectState, read: LookedAt): boolean {
  const { key, epoch, targetingKey, environments } = state;
  return !(
    read.key === key &&
    read.epoch === epoch &&
    read.targetingKey === targetingKey &&
    read.environments.length === environments.size &&
    read.environments.every((environment) => environments.get(environment.id)?.key === environment.key)
  );
}

/** The state after the events that were looked at. */
export function advance(
  state: ProjectState,
  { lastSequence, lastEventId, changes, flags }: LookedAt,
): ProjectState {
  if (lastSequence === state.sequence) return state;
  const next = new Map(state.flags);
  let { length } = state;
  for (const { flagKey } of changes) {
    length -= next.get(flagKey)?.length ?? 0;
    next.delete(flagKey);
  }
  for (const flag of flags) {
    length += flag.length;
    next.set(flag.key, flag);
  }
  const environments = new Map(state.environments);
  for (const { environmentId, sequence } of changes) {
    const concerned = environmentId === null ? [...environments.keys()] : [environmentId];
    for (const id of concerned) {
      const environment = environments.get(id);
      if (environment && environment.version < sequence)
        environments.set(id, { ...environment, version: sequence });
    }
  }
  return { ...state, sequence: lastSequence, lastEventId, environments, flags: next, length };
}

/** All that evaluation needs of an environment of the project. */
export function rulesetIn(state: ProjectState, environment: LoadedEnvironment): Ruleset {
  const flags = [...state.flags].map(([key, flag]) => [
    key,
    toFlagRules(flag, targetingIn(flag, environment.id)),
  ]);
  return {
    format: RULESET_FORMAT,
    project: state.key,
    environment: environment.key,
    version: environment.version,
    epoch: state.epoch,
    targetingKey: state.targetingKey,
    flags: Object.fromEntries(flags),
  };
}

/**
 * What the events that were looked at have changed in an environment. Flags whose events changed nothing that evaluation
 * needs, such as a description, are left out.
 */
export function changesIn(
  { id, version: from }: LoadedEnvironment,
  before: ProjectState,
  after: ProjectState,
  { changes }: Pick<LookedAt, 'changes'>,
): RulesetChanges {
  const concerned = changes.filter(({ environmentId }) => environmentId === null || environmentId === id);
  const keys = new Set(concerned.map(({ flagKey }) => flagKey));
  const flags = [...keys].flatMap((key) => {
    const now = rulesOf(after.flags, key, id);
    return isDeepStrictEqual(rulesOf(before.flags, key, id), now) ? [] : [[key, now] as const];
  });
  const to = after.environments.get(id)?.version ?? from;
  return { epoch: after.epoch, from, to, flags: Object.fromEntries(flags) };
}

/** What evaluation needs of a flag in an environment; null when there is none with the key. */
export function rulesOf(flags: ProjectState['flags'], key: string, environmentId: string): FlagRules | null {
  const flag = flags.get(key);
  return flag ? toFlagRules(flag, targetingIn(flag, environmentId)) : null;
}
