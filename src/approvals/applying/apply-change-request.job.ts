/**
 * Applies a change request at its scheduled time, or cancels it with an event that says why: an approval for that time is
 * none for a later one. Both are done in the name of the author, who must still have the right to it. Throws when Postgres
 * cannot be reached; the worker then runs the job again, which finds the change request closed if it was done.
 */

import { announce } from '../../events/announce.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { minuteOf } from '../../platform/minute.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { type ChangeRequest, isApproved, isOpen } from '../change-request.ts';
import { appendApprovalEvent } from '../events/approval-event.ts';
import { findChangeRequest, saveChangeRequest } from '../stored-change-request.ts';
import { applyChange } from './apply-change.ts';
import type { applyChangeRequestJob } from './jobs.ts';
import { authorRevokedReason, describeIgnoredApprovals, validApprovals } from './lost-rights.ts';

export async function applyScheduledChange(
  app: App,
  { changeRequestId, scheduledAt }: PayloadOf<typeof applyChangeRequestJob>,
): Promise<void> {
  const event = await transaction(app.database.pool, async (tx) => {
    const request = await findChangeRequest(tx, changeRequestId);
    // Closed, or another time: this job was running already when that was decided.
    if (!request || !isOpen(request) || request.scheduledAt?.toISOString() !== scheduledAt) return null;
    return applyOrCancel(tx, request, app.now());
  });
  if (event) announce(app, event);
}

async function applyOrCancel(tx: Transaction, request: ChangeRequest, now: Date): Promise<LoggedEvent> {
  const { environment, author: actor } = request;
  const revoked = await authorRevokedReason(tx, request);
  if (revoked !== null) return cancel(tx, request, revoked, now);
  const approvals = await validApprovals(tx, request);
  if (!isApproved({ ...request, approvals })) {
    const missing = `it had ${approvals.length} of the ${environment.minimumApprovals} approvals that "${environment.key}" asks for${describeIgnoredApprovals(request, approvals)}.`;
    return cancel(tx, request, missing, now);
  }
  const result = await applyChange(tx, request, { actor, comment: null, bypass: false, now });
  return result.status === 'APPLIED' ? result.event : cancel(tx, request, result.reason, now);
}

async function cancel(tx: Transaction, request: ChangeRequest, why: string, now: Date): Promise<LoggedEvent> {
  const time = request.scheduledAt ? minuteOf(request.scheduledAt) : 'its time';
  const reason = `It could not be applied at ${time}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
  const cancelled: ChangeRequest = { ...request, state: 'CANCELLED', reason };
  await saveChangeRequest(tx, cancelled, now);
  const about = { actor: request.author, comment: null, now };
  return appendApprovalEvent(tx, cancelled, { type: 'APPROVAL_CANCELLED', ...about });
}
