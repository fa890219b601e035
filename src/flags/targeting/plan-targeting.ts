/** A change of how a flag behaves in one environment: computed first, so that it can be shown before it is written. */

import type { Environment } from '../../../generated/prisma/client.ts';
import { notFoundInProject } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { FlagState } from '../changes/change.ts';
import { changedFields } from '../changes/changed-fields.ts';
import { diffFlag } from '../changes/diff-flag.ts';
import { renderCodeLike } from '../code-like/code-like.ts';
import type { FlagSnapshot, Targeting } from '../flag.ts';
import type { FlagEventPayload } from '../flag-events/flag-event.ts';
import { linkMentioned, type Mentions, withLinks } from '../jira-links/linked-issues.ts';
import type { StoredFlag } from '../writing/stored-flag.ts';
import { type PlannedChange, plannedChange, writeChanges } from '../writing/write-changes.ts';
import { checkFlagSize } from './flag-size.ts';

export interface TargetingPlan {
  environment: Environment;
  before: Targeting;
  after: Targeting;
  /** What the event says of it. */
  payload: FlagEventPayload;
}

/** Who changes something, why and when. */
export interface Author {
  actor: Actor;
  comment: string | null;
  /** The texts whose Jira issues are linked; left out: the comment. */
  mentions?: Mentions;
  now: Date;
}

export type ComputeTargeting = (targeting: Targeting, flag: FlagSnapshot) => Targeting;

/** The change that `compute` makes of a flag as it is; null when there is nothing to change. */
export function planTargeting(
  flag: StoredFlag,
  { projectKey, environmentKey }: { projectKey: string; environmentKey: string },
  compute: ComputeTargeting,
): TargetingPlan | null {
  const environment = flag.environments.find(({ key }) => key === environmentKey);
  const before = environment && flag.targeting[environment.id];
  if (!environment || !before) throw notFoundInProject('env', projectKey, environmentKey);
  const after = compute(before, flag.snapshot);
  const old: FlagState = { flag: flag.snapshot, targeting: before };
  const now: FlagState = { flag: flag.snapshot, targeting: after };
  const changes = diffFlag(old, now, environment.name);
  if (changes.length === 0) return null;
  const payload = {
    flagName: flag.snapshot.name,
    changes,
    fields: changedFields(old, now),
    codeLikeBefore: renderCodeLike(before),
    codeLikeAfter: renderCodeLike(after),
  };
  const targeting = { ...flag.targeting, [environment.id]: after };
  checkFlagSize(flag, { ...flag, targeting }, payload, 'rules');
  return { environment, before, after, payload };
}

/**
 * The change that carries a plan out on the flag that it was made of. The Jira issues that are named in the comment are
 * linked with it; they are no part of the plan, so that no review is about them.
 */
export function targetingChange(
  flag: StoredFlag,
  { environment, after, payload }: TargetingPlan,
  { actor, comment, mentions = [comment], now }: Author,
): PlannedChange {
  const snapshot = linkMentioned(flag, flag.snapshot, mentions);
  const targeting = { ...flag.targeting, [environment.id]: after };
  return plannedChange(
    flag,
    { snapshot, targeting },
    {
      type: 'FLAG_UPDATED',
      occurredAt: now,
      environmentId: environment.id,
      actor,
      comment,
      payload: withLinks(payload, flag.snapshot, snapshot),
    },
  );
}

/** Carries a plan out on the flag that it was made of, which must still be locked, and appends its event. */
export async function writeTargeting(
  tx: Transaction,
  flag: StoredFlag,
  plan: TargetingPlan,
  author: Author,
): Promise<LoggedEvent> {
  const [event] = await writeChanges(tx, [targetingChange(flag, plan, author)]);
  return event as LoggedEvent;
}
