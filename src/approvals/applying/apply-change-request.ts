/** Applying what was approved: the same command runs on the flag as it is now, if that still does what was reviewed. */

import { z } from 'zod';
import { mayBypassApprovals } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { confirm, requireConfirmation } from '../../flags/confirmation.ts';
import type { App } from '../../platform/app.ts';
import { ForbiddenError, InvalidInputError } from '../../platform/errors.ts';
import { comment, parseInput, reference } from '../../platform/input/input.ts';
import { minuteOf } from '../../platform/minute.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import { type Approval, type ChangeRequest, isApproved, renew } from '../change-request.ts';
import { appendApprovalEvent } from '../events/approval-event.ts';
import { type ChangeRequestResult, conflict, onOpenChangeRequest } from '../open-change-request.ts';
import { saveChangeRequest } from '../stored-change-request.ts';
import { type Application, type Applied, applyChange, type Outdated } from './apply-change.ts';
import { describeIgnoredApprovals, validApprovals } from './lost-rights.ts';

const application = z.object({
  changeRequestId: reference,
  expectedRevision: z.int().nullish(),
  bypass: z.boolean().nullish(),
  comment,
  confirm,
});

/** OUTDATED is reported as an error, but only after the commit: the new revision is to stay. */
type Committed = Applied | { status: 'OUTDATED'; reason: string; revision: number; event: LoggedEvent };

/**
 * Applies a change request. Fails with ConflictError when the flag has changed so that it would do something else than what
 * was reviewed: the new diff then takes the place of the old one, and needs approvals of its own.
 */
export async function applyChangeRequest(
  app: App,
  viewer: Viewer,
  input: unknown,
): Promise<ChangeRequestResult & { flagEvent: LoggedEvent }> {
  const asked = parseInput(application, input);
  const by: Application = {
    actor: viewer.actor,
    comment: asked.comment ?? null,
    bypass: asked.bypass ?? false,
    now: app.now(),
  };
  const result = await onOpenChangeRequest<Committed>(app, asked, async (tx, request) => {
    if (by.bypass) {
      checkBypass(viewer, request, by);
      const { key, confirmChanges } = request.environment;
      requireConfirmation(confirmChanges ? [key] : [], asked.confirm);
    } else checkReady(request, await validApprovals(tx, request), by.now);
    const attempt = await applyChange(tx, request, by);
    switch (attempt.status) {
      case 'APPLIED':
        return attempt;
      case 'OUTDATED':
        return requestNewReview(tx, request, attempt, by);
      case 'IMPOSSIBLE':
        throw conflict(request, `${attempt.reason} Edit the change request, or cancel it.`);
    }
  });
  if (result.status === 'APPLIED') return result;
  const message = `${result.reason} Nothing was applied, and its approvals have fallen: \`currentChangeRequest\` shows what it would do now, as revision ${result.revision}, for new approvals.`;
  throw conflict({ id: result.changeRequestId }, message);
}

/** What the change would do now takes the place of what was reviewed. */
async function requestNewReview(
  tx: Transaction,
  request: ChangeRequest,
  { status, reason, flagVersion, reviewed }: Outdated,
  { actor, comment: why, now }: Application,
): Promise<Committed> {
  const { review, proposal } = reviewed;
  const next = renew(request, { review, proposal, flagVersion, reason });
  await saveChangeRequest(tx, next, now);
  const event = await appendApprovalEvent(tx, next, { type: 'APPROVAL_REQUESTED', actor, comment: why, now });
  return { status, reason, revision: next.revision, event };
}

export const BYPASSED_BY = 'Only admins can apply a change without its approvals. Ask for an approval.';

function checkBypass(viewer: Viewer, { projectId }: ChangeRequest, by: Application): void {
  if (!mayBypassApprovals(viewer, projectId)) {
    throw new ForbiddenError(BYPASSED_BY);
  }
  if (by.comment?.trim()) return;
  throw new InvalidInputError([
    { path: 'comment', message: 'must say why the change cannot wait for its approvals' },
  ]);
}

function checkReady(request: ChangeRequest, approvals: Approval[], now: Date): void {
  const reason = notReadyReason(request, approvals, now);
  if (reason) throw conflict(request, reason);
}

/** Why a change request with these valid approvals cannot be applied now; null if it can, as far as approvals go. */
export function notReadyReason(
  request: Pick<ChangeRequest, 'approvals' | 'scheduledAt'> & {
    environment: Pick<ChangeRequest['environment'], 'key' | 'minimumApprovals'>;
  },
  valid: Approval[],
  now: Date,
): string | null {
  const { environment, scheduledAt } = request;
  if (!isApproved({ environment, approvals: valid })) {
    return `It has ${valid.length} of the ${environment.minimumApprovals} approvals that "${environment.key}" asks for${describeIgnoredApprovals(request, valid)}. Others give theirs with approveChangeRequest.`;
  }
  if (!scheduledAt || scheduledAt <= now) return null;
  return `It was approved to be applied at ${minuteOf(scheduledAt)}, and then will be by itself. To apply it sooner, take scheduledAt away with updateChangeRequest, and have that approved.`;
}
