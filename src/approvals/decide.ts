/** Approving, rejecting and cancelling a change request. */

import { z } from 'zod';
import { mayCancelChangeRequest, mayReviewChangeRequest } from '../access/permissions.ts';
import type { Actor, Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ForbiddenError } from '../platform/errors.ts';
import { comment, parseInput, reference, requiredText } from '../platform/input/input.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import { type Approval, type ChangeRequest, isApproved } from './change-request.ts';
import { type ApprovalStep, appendApprovalEvent } from './events/approval-event.ts';
import { type ChangeRequestResult, onOpenChangeRequest } from './open-change-request.ts';
import { saveChangeRequest } from './stored-change-request.ts';

const changeRequestId = reference;
const expectedRevision = z.int().nullish();
const approval = z.object({ changeRequestId, expectedRevision, comment });

/** Approves what the change request asks for now. It counts once for each approver: again, it does nothing. */
export async function approveChangeRequest(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<ChangeRequestResult> {
  const asked = parseInput(approval, input);
  return onOpenChangeRequest(app, asked, async (tx, request) => {
    checkReviewer(actor, request, 'approve');
    if (request.approvals.some(({ approver }) => approver.id === actor.id)) return { event: null };
    const now = app.now();
    const given: Approval = {
      approver: actor,
      comment: asked.comment ?? null,
      approvedAt: now.toISOString(),
    };
    const approved = { ...request, approvals: [...request.approvals, given] };
    const next: ChangeRequest = { ...approved, state: isApproved(approved) ? 'APPROVED' : 'PENDING' };
    return decide(tx, next, { type: 'APPROVAL_APPROVED', actor, comment: asked.comment ?? null, now });
  });
}

const rejection = z.object({ changeRequestId, expectedRevision, comment: requiredText(2_000) });

/** Rejects a change request for good, with the reason. */
export async function rejectChangeRequest(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<ChangeRequestResult> {
  const asked = parseInput(rejection, input);
  return onOpenChangeRequest(app, asked, async (tx, request) => {
    checkReviewer(actor, request, 'reject');
    const about = { actor, comment: asked.comment, now: app.now() };
    return decide(tx, { ...request, state: 'REJECTED' }, { type: 'APPROVAL_REJECTED', ...about });
  });
}

export const CANCELLED_BY =
  'Only its author or an admin can cancel a change request. Reject it instead, with a comment.';
const withdrawal = z.object({ changeRequestId, comment });

/** Withdraws a change request. */
export async function cancelChangeRequest(
  app: App,
  viewer: Viewer,
  input: unknown,
): Promise<ChangeRequestResult> {
  const asked = parseInput(withdrawal, input);
  return onOpenChangeRequest(app, asked, async (tx, request) => {
    if (!mayCancelChangeRequest(viewer, request.author, request.projectId)) {
      throw new ForbiddenError(CANCELLED_BY);
    }
    const about = { actor: viewer.actor, comment: asked.comment ?? null, now: app.now() };
    return decide(tx, { ...request, state: 'CANCELLED' }, { type: 'APPROVAL_CANCELLED', ...about });
  });
}

async function decide(tx: Transaction, request: ChangeRequest, decision: ApprovalStep) {
  await saveChangeRequest(tx, request, decision.now);
  return { event: await appendApprovalEvent(tx, request, decision) };
}

function checkReviewer(actor: Actor, request: ChangeRequest, verb: 'approve' | 'reject'): void {
  const reason = reviewRefusal(actor, request, verb);
  if (reason) throw new ForbiddenError(reason);
}

/** Why somebody may not review a change request; null if they may. */
export function reviewRefusal(
  actor: Actor,
  { author }: Pick<ChangeRequest, 'author'>,
  verb: 'approve' | 'reject',
): string | null {
  if (mayReviewChangeRequest(actor, author)) return null;
  const instead = verb === 'reject' ? 'Cancel it instead, or edit it.' : 'Ask somebody else.';
  return `Nobody can ${verb} their own change request. ${instead}`;
}
