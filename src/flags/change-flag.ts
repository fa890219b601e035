/**
 * The rule that everything rests on: one command, one transaction. The flag is loaded under its row lock, a pure function
 * computes its new state, and the difference decides: no difference, nothing is written and there is no event; otherwise
 * state, event and the job that tells others commit together.
 */

import type { Actor } from '../accounts/viewer.ts';
import type { App } from '../context.ts';
import { ApprovalRequiredError, ConflictError } from '../errors.ts';
import { appendEvent } from '../events/append.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { type Transaction, transaction } from '../platform/db.ts';
import { environmentNotFound } from '../projects/projects.ts';
import { changedFields } from './changed-fields.ts';
import type { FlagState } from './changes/change.ts';
import { renderCodeLike } from './code-like.ts';
import { diffFlag } from './diff-flag.ts';
import type { FlagSnapshot, Targeting } from './flag.ts';
import type { FlagEventPayload } from './flag-event.ts';
import { eventTypeOf, lockFlag, type StoredFlag, saveFlag, saveTargeting } from './stored-flag.ts';

export interface FlagCommand {
  projectKey: string;
  flagKey: string;
  expectedVersion?: number | null | undefined;
  comment?: string | null | undefined;
}

/** What a command did. `event` is null when there was nothing to change. */
export interface FlagCommandResult {
  flagId: string;
  event: LoggedEvent | null;
}

/** Changes what is the same in every environment. */
export async function changeFlag(
  app: App,
  actor: Actor,
  command: FlagCommand,
  compute: (flag: StoredFlag) => FlagSnapshot,
): Promise<FlagCommandResult> {
  return change(app, command, async (tx, flag) => {
    const before: FlagState = { flag: flag.snapshot, targeting: null };
    const after: FlagState = { flag: compute(flag), targeting: null };
    const changes = diffFlag(before, after, null);
    if (changes.length === 0) return null;
    const now = app.now();
    await saveFlag(tx, flag.id, after.flag, flag.targeting, now);
    return appendEvent(tx, {
      ...about(flag, command, actor, now),
      type: eventTypeOf(before.flag, after.flag),
      environmentId: null,
      payload: {
        flagName: after.flag.name,
        changes,
        fields: changedFields(before, after),
        codeLikeBefore: null,
        codeLikeAfter: null,
      } satisfies FlagEventPayload,
    });
  });
}

/** Changes how the flag behaves in one environment. Fails with ApprovalRequiredError where that asks for an approval. */
export async function changeTargeting(
  app: App,
  actor: Actor,
  command: FlagCommand & { environmentKey: string },
  compute: (targeting: Targeting, flag: FlagSnapshot) => Targeting,
): Promise<FlagCommandResult> {
  return change(app, command, async (tx, flag) => {
    const environment = flag.environments.find(({ key }) => key === command.environmentKey);
    const targeting = environment && flag.targeting[environment.id];
    if (!environment || !targeting) throw environmentNotFound(command.projectKey, command.environmentKey);
    const before: FlagState = { flag: flag.snapshot, targeting };
    const after: FlagState = { flag: flag.snapshot, targeting: compute(targeting, flag.snapshot) };
    const changes = diffFlag(before, after, environment.name);
    if (changes.length === 0 || !after.targeting) return null;
    if (environment.requiresApproval) throw approvalRequired(environment.key);
    const now = app.now();
    await saveTargeting(tx, flag.id, { ...flag.targeting, [environment.id]: after.targeting }, now);
    return appendEvent(tx, {
      ...about(flag, command, actor, now),
      type: 'FLAG_UPDATED',
      environmentId: environment.id,
      payload: {
        flagName: flag.snapshot.name,
        changes,
        fields: changedFields(before, after),
        codeLikeBefore: renderCodeLike(targeting),
        codeLikeAfter: renderCodeLike(after.targeting),
      } satisfies FlagEventPayload,
    });
  });
}

async function change(
  { database, doorbell }: App,
  { projectKey, flagKey, expectedVersion }: FlagCommand,
  write: (tx: Transaction, flag: StoredFlag) => Promise<LoggedEvent | null>,
): Promise<FlagCommandResult> {
  const { flag, event } = await transaction(database.pool, async (tx) => {
    const locked = await lockFlag(tx, projectKey, flagKey);
    if (expectedVersion != null && expectedVersion !== locked.version) throw movedOn(locked, expectedVersion);
    return { flag: locked, event: await write(tx, locked) };
  });
  if (event) doorbell.ring('events', flag.projectId);
  return { flagId: flag.id, event };
}

function about(flag: StoredFlag, { comment }: FlagCommand, actor: Actor, now: Date) {
  return {
    projectId: flag.projectId,
    occurredAt: now,
    flagId: flag.id,
    flagKey: flag.snapshot.key,
    actor,
    comment: comment ?? null,
  };
}

function movedOn(flag: StoredFlag, expectedVersion: number): ConflictError {
  return new ConflictError(
    `The flag "${flag.snapshot.key}" is at version ${flag.version}, not ${expectedVersion}: somebody changed it meanwhile. Look at \`flag\`, then send the change with expectedVersion ${flag.version}.`,
    flag.id,
  );
}

function approvalRequired(environmentKey: string): ApprovalRequiredError {
  return new ApprovalRequiredError(
    `Changes of flags in "${environmentKey}" need an approval. Until change requests exist, an admin can lift this with updateEnvironment(requiresApproval: false).`,
  );
}
