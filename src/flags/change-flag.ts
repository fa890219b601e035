/**
 * The rule that everything rests on: the flag is loaded under its row lock, a pure function computes its new state, and the
 * difference decides: no difference, nothing is written and there is no event; otherwise state, event and the job that tells
 * others commit together. Commands that arrive at the same time share a transaction; see writing/together.ts.
 */

import type { Actor } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import type { FlagState } from './changes/change.ts';
import { changedFields } from './changes/changed-fields.ts';
import { diffFlag } from './changes/diff-flag.ts';
import { type Confirmation, confirmedBy, requireConfirmation } from './confirmation.ts';
import type { FlagSnapshot } from './flag.ts';
import type { FlagEventPayload } from './flag-events/flag-event.ts';
import { approvalRequired, refuseUnapprovedChange } from './guarded.ts';
import { linkMentioned } from './jira-links/linked-issues.ts';
import { checkFlagSize } from './targeting/flag-size.ts';
import {
  type Author,
  type ComputeTargeting,
  planTargeting,
  targetingChange,
} from './targeting/plan-targeting.ts';
import { eventTypeOf, type StoredFlag } from './writing/stored-flag.ts';
import { type FlagCommandResult, runTogether } from './writing/together.ts';
import { type PlannedChange, plannedChange } from './writing/write-changes.ts';

export interface FlagCommand {
  projectKey: string;
  flagKey: string;
  expectedVersion?: number | null | undefined;
  comment?: string | null | undefined;
  /** The keys of the environments that it makes a difference in, where changes must be confirmed. */
  confirm?: Confirmation;
}

/** Changes what is the same in every environment. */
export async function changeFlag(
  app: App,
  actor: Actor,
  command: FlagCommand,
  compute: (flag: StoredFlag) => FlagSnapshot,
): Promise<FlagCommandResult> {
  return change(app, command, (flag) =>
    planFlag(flag, compute(flag), { actor, comment: command.comment ?? null, now: app.now() }),
  );
}

/**
 * The change that makes of a flag what is asked for; null when it is that already. Fails with ApprovalRequiredError where
 * that asks for an approval.
 */
export function planFlag(flag: StoredFlag, asked: FlagSnapshot, author: Author): PlannedChange | null {
  const planned = flagChange(flag, asked, author);
  if (planned) refuseUnapprovedChange(flag, planned.after.snapshot);
  return planned;
}

/** The same, whether or not it asks for an approval. */
export function flagChange(
  flag: StoredFlag,
  asked: FlagSnapshot,
  { actor, comment, mentions = [comment], now }: Author,
): PlannedChange | null {
  const before: FlagState = { flag: flag.snapshot, targeting: null };
  // A comment alone is no change: what it names is linked only along with one.
  if (diffFlag(before, { flag: asked, targeting: null }, null).length === 0) return null;
  const snapshot = linkMentioned(flag, asked, mentions);
  const after: FlagState = { flag: snapshot, targeting: null };
  const payload = payloadOf(before, after, snapshot.name);
  checkFlagSize(flag, { ...flag, snapshot }, payload, 'variations');
  return plannedChange(
    flag,
    { snapshot },
    {
      type: eventTypeOf(before.flag, snapshot),
      occurredAt: now,
      environmentId: null,
      actor,
      comment,
      payload,
    },
  );
}

/** Changes how the flag behaves in one environment. Fails with ApprovalRequiredError where that asks for an approval. */
export async function changeTargeting(
  app: App,
  actor: Actor,
  command: FlagCommand & { environmentKey: string },
  compute: ComputeTargeting,
): Promise<FlagCommandResult> {
  return change(app, command, (flag) => {
    const plan = planTargeting(flag, command, compute);
    if (!plan) return null;
    if (plan.environment.requiresApproval) throw approvalRequired(plan.environment.key);
    return targetingChange(flag, plan, { actor, comment: command.comment ?? null, now: app.now() });
  });
}

function change(
  app: App,
  { projectKey, flagKey, expectedVersion, confirm }: FlagCommand,
  plan: (flag: StoredFlag) => PlannedChange | null,
): Promise<FlagCommandResult> {
  return runTogether(app, {
    projectKey,
    flagKey,
    plan(flag) {
      checkVersion(flag, expectedVersion);
      const planned = plan(flag);
      if (planned) requireConfirmation(confirmedBy(planned), confirm);
      return planned;
    },
  });
}

/** Fails with ConflictError when the flag is not at the version that a command expects. */
export function checkVersion(flag: StoredFlag, expectedVersion: number | null | undefined): void {
  if (expectedVersion == null || expectedVersion === flag.version) return;
  throw new ConflictError(
    `The flag "${flag.snapshot.key}" is at version ${flag.version}, not ${expectedVersion}: somebody changed it meanwhile. Look at \`currentFlag\`, then send the change with expectedVersion ${flag.version}.`,
    flag.id,
    null,
    expectedVersion,
  );
}

/** What the event of a change says that concerns no environment. */
export function payloadOf(
  before: FlagState | null,
  after: FlagState | null,
  flagName: string,
): FlagEventPayload {
  return {
    flagName,
    changes: diffFlag(before, after, null),
    fields: changedFields(before, after),
    codeLikeBefore: null,
    codeLikeAfter: null,
    jiraIssues: (after ?? before)?.flag.jiraIssues ?? [],
  };
}
