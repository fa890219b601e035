/** What the viewer may do with a change request as it is, by the checks of the commands themselves. */

import {
  isAllowedIn,
  mayBypassApprovals,
  mayCancelChangeRequest,
  mayEditChangeRequest,
  mayProposeChanges,
  mayReviewChanges,
} from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import { BYPASSED_BY, notReadyReason } from '../applying/apply-change-request.ts';
import type { Approval, ChangeRequest } from '../change-request.ts';
import { CANCELLED_BY, reviewRefusal } from '../decide.ts';
import { EDITED_BY } from '../edit.ts';
import { closedReason } from '../open-change-request.ts';

export const actions = ['approve', 'reject', 'apply', 'cancel', 'edit', 'bypass'] as const;
export type Action = (typeof actions)[number];

/** What the rights depend on. */
export type JudgedRequest = Pick<
  ChangeRequest,
  'id' | 'projectId' | 'state' | 'author' | 'approvals' | 'scheduledAt'
> & { environment: { key: string; minimumApprovals: number } };

/** Why the viewer may not do each of them; null where they may. `valid` are the approvals that still count. */
export function refusalsOf(
  viewer: Viewer,
  request: JudgedRequest,
  valid: Approval[],
  now: Date,
): Record<Action, string | null> {
  const { actor } = viewer;
  const { author, projectId } = request;
  const has = (permission: typeof mayReviewChanges) =>
    isAllowedIn(viewer, permission, projectId) ? null : permission.sentence;
  const reviewing = has(mayReviewChanges) ?? closedReason(request);
  const proposing = has(mayProposeChanges) ?? closedReason(request);
  const hasApproved = request.approvals.some(({ approver }) => approver.id === actor.id);
  return {
    approve:
      reviewing ??
      reviewRefusal(actor, request, 'approve') ??
      (hasApproved ? 'You have approved this revision already.' : null),
    reject: reviewing ?? reviewRefusal(actor, request, 'reject'),
    apply: reviewing ?? notReadyReason(request, valid, now),
    cancel: proposing ?? (mayCancelChangeRequest(viewer, author, projectId) ? null : CANCELLED_BY),
    edit: proposing ?? (mayEditChangeRequest(actor, author) ? null : EDITED_BY),
    bypass: reviewing ?? (mayBypassApprovals(viewer, projectId) ? null : BYPASSED_BY),
  };
}
