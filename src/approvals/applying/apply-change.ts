/** Applying a change request, if that still does what was reviewed. */

import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { writeTargeting } from '../../flags/targeting/plan-targeting.ts';
import type { StoredFlag } from '../../flags/writing/stored-flag.ts';
import { ConflictError, InvalidInputError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { ChangeRequest } from '../change-request.ts';
import { appendApprovalEvent } from '../events/approval-event.ts';
import { lockProposedFlag } from '../open-change-request.ts';
import { doesTheSame, type Reviewed, reviewProposal } from '../review.ts';
import { saveChangeRequest } from '../stored-change-request.ts';

/** Who applies it, and how. */
export interface Application {
  actor: Actor;
  comment: string | null;
  bypass: boolean;
  now: Date;
}

/** What came of it. Unless it is APPLIED, nothing was written, and `reason` is a sentence that says why. */
export type ApplyResult = Applied | Outdated | Impossible;

export interface Applied {
  status: 'APPLIED';
  event: LoggedEvent;
  flagEvent: LoggedEvent;
}

/** The flag has changed since the review: the change would do something else now. */
export interface Outdated {
  status: 'OUTDATED';
  reason: string;
  flagVersion: number;
  /** What it would do now. */
  reviewed: Reviewed;
}

/** The flag is as proposed already, can no longer be changed so, or was deleted. */
interface Impossible {
  status: 'IMPOSSIBLE';
  reason: string;
}

type Applicability = { status: 'APPLICABLE'; flag: StoredFlag; reviewed: Reviewed } | Outdated | Impossible;

/** Changes the flag and closes the change request. Two events: that the flag has changed, and how that came about. */
export async function applyChange(
  tx: Transaction,
  request: ChangeRequest,
  { actor, comment, bypass, now }: Application,
): Promise<ApplyResult> {
  const found = await checkApplicable(tx, request);
  if (found.status !== 'APPLICABLE') return found;
  const { plan, review } = found.reviewed;
  const applied: ChangeRequest = { ...request, state: 'APPLIED', review, bypassed: bypass, reason: null };
  await saveChangeRequest(tx, applied, now);
  const payload = { ...plan.payload, changeRequestId: request.id };
  const mentions = [request.comment, comment];
  const why = { actor, comment: comment ?? request.comment, mentions, now };
  const flagEvent = await writeTargeting(tx, found.flag, { ...plan, payload }, why);
  const event = await appendApprovalEvent(tx, applied, { type: 'APPROVAL_APPLIED', actor, comment, now });
  return { status: 'APPLIED', event, flagEvent };
}

/** Locks the flag and compares what the change would do to it with what was reviewed. */
async function checkApplicable(tx: Transaction, request: ChangeRequest): Promise<Applicability> {
  const place = { projectKey: request.projectKey, environmentKey: request.environment.key };
  try {
    const flag = await lockProposedFlag(tx, request);
    const reviewed = reviewProposal(flag, place, request.proposal);
    if (!reviewed) return impossible('There is nothing left to change: the flag behaves so already.');
    if (doesTheSame(request.review, reviewed.review)) return { status: 'APPLICABLE', flag, reviewed };
    const reason = `The flag has changed since revision ${request.revision} was reviewed (version ${request.flagVersion}, now ${flag.version}), and applying it would do something else now.`;
    return { status: 'OUTDATED', reason, flagVersion: flag.version, reviewed };
  } catch (error) {
    if (error instanceof InvalidInputError) {
      const issues = error.issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
      return impossible(`The flag can no longer be changed so: ${issues}.`);
    }
    if (error instanceof ConflictError) return impossible(error.message);
    throw error;
  }
}

function impossible(reason: string): Impossible {
  return { status: 'IMPOSSIBLE', reason };
}
