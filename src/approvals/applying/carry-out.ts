/** Whether a change request can still be applied as it was reviewed, and doing it. */

import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { StoredFlag } from '../../flags/stored-flag.ts';
import { writeTargeting } from '../../flags/targeting/plan-targeting.ts';
import { ConflictError, InvalidInputError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { ChangeRequest } from '../change-request.ts';
import { appendApprovalEvent } from '../events/approval-event.ts';
import { lockProposedFlag } from '../proposed-flag.ts';
import { doesTheSame, type Reviewed, reviewProposal } from '../review.ts';
import { saveChangeRequest } from '../stored-change-request.ts';

/** Who applies it, and how. */
export interface Application {
  actor: Actor;
  comment: string | null;
  bypass: boolean;
  now: Date;
}

/** The way is free, or there is an obstacle: a sentence, with what the change would do now if it would do anything. */
export type Way =
  | { obstacle: null; flag: StoredFlag; reviewed: Reviewed }
  | { obstacle: string; fresh: { flagVersion: number; reviewed: Reviewed } | null };

/** Locks the flag and compares what the change would do to it with what was reviewed. */
export async function findObstacle(tx: Transaction, request: ChangeRequest): Promise<Way> {
  const place = { projectKey: request.projectKey, environmentKey: request.environment.key };
  try {
    const flag = await lockProposedFlag(tx, request);
    const reviewed = reviewProposal(flag, place, request.proposal);
    if (!reviewed) {
      return { obstacle: 'There is nothing left to change: the flag behaves so already.', fresh: null };
    }
    if (doesTheSame(request.review, reviewed.review)) return { obstacle: null, flag, reviewed };
    const obstacle = `The flag has changed since revision ${request.revision} was reviewed (version ${request.flagVersion}, now ${flag.version}), and applying it would do something else now.`;
    return { obstacle, fresh: { flagVersion: flag.version, reviewed } };
  } catch (error) {
    if (error instanceof InvalidInputError) {
      const issues = error.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
      return { obstacle: `The flag can no longer be changed so: ${issues}.`, fresh: null };
    }
    if (error instanceof ConflictError) return { obstacle: error.message, fresh: null };
    throw error;
  }
}

/** Changes the flag and closes the change request. Two events: that the flag has changed, and how that came about. */
export async function carryOut(
  tx: Transaction,
  request: ChangeRequest,
  { flag, reviewed: { plan, review } }: Extract<Way, { obstacle: null }>,
  { actor, comment, bypass, now }: Application,
): Promise<{ event: LoggedEvent; flagEvent: LoggedEvent }> {
  const applied: ChangeRequest = { ...request, state: 'APPLIED', review, bypassed: bypass, reason: null };
  await saveChangeRequest(tx, applied, now);
  const payload = { ...plan.payload, changeRequestId: request.id };
  const mentions = [request.comment, comment];
  const why = { actor, comment: comment ?? request.comment, mentions, now };
  const flagEvent = await writeTargeting(tx, flag, { ...plan, payload }, why);
  const event = await appendApprovalEvent(tx, applied, { type: 'APPROVAL_APPLIED', actor, comment, now });
  return { event, flagEvent };
}
