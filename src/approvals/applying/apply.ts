/** Applying what was approved: the same command runs on the flag as it is now, if that still does what was reviewed. */

import { z } from 'zod';
import { mayBypassApprovals } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { App } from '../../platform/app.ts';
import { type ConflictError, ForbiddenError, InvalidInputError } from '../../platform/errors.ts';
import { comment, parseInput, reference } from '../../platform/input/input.ts';
import { minuteOf } from '../../platform/minute.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import { type Approval, type ChangeRequest, isApproved, renew } from '../change-request.ts';
import { appendApprovalEvent } from '../events/approval-event.ts';
import { type ChangeRequestResult, conflict, onOpenChangeRequest } from '../open-change-request.ts';
import { saveChangeRequest } from '../stored-change-request.ts';
import { type Application, carryOut, findObstacle } from './carry-out.ts';
import { sayNotCounted, standingApprovals } from './lost-rights.ts';

const application = z.object({
  changeRequestId: reference,
  expectedRevision: z.int().nullish(),
  bypass: z.boolean().nullish(),
  comment,
});

/**
 * Applies a change request. Fails with ConflictError when the flag has moved so far that it would do something else than
 * what was reviewed: the fresh diff then takes the place of the old one, and needs approvals of its own.
 */
export async function applyChangeRequest(
  app: App,
  viewer: Viewer,
  input: unknown,
): Promise<ChangeRequestResult & { flagEvent: LoggedEvent | null }> {
  const asked = parseInput(application, input);
  const by: Application = {
    actor: viewer.actor,
    comment: asked.comment ?? null,
    bypass: asked.bypass ?? false,
    now: app.now(),
  };
  const { refusal, ...result } = await onOpenChangeRequest<Attempted>(app, asked, async (tx, request) => {
    if (by.bypass) checkBypass(viewer, request, by);
    else checkReady(request, await standingApprovals(tx, request), by.now);
    return attempt(tx, request, by);
  });
  if (refusal) throw refusal;
  return result;
}

/** A refusal is thrown after the commit: what it says of the change request is to stay. */
interface Attempted {
  event: LoggedEvent | null;
  flagEvent: LoggedEvent | null;
  refusal: ConflictError | null;
}

async function attempt(tx: Transaction, request: ChangeRequest, by: Application): Promise<Attempted> {
  const found = await findObstacle(tx, request);
  if (found.obstacle === null) return { ...(await carryOut(tx, request, found, by)), refusal: null };
  const { obstacle, fresh } = found;
  if (!fresh) throw conflict(request, `${obstacle} Edit the change request, or cancel it.`);
  const { review, proposal } = fresh.reviewed;
  const next = renew(request, { review, proposal, flagVersion: fresh.flagVersion, reason: obstacle });
  await saveChangeRequest(tx, next, by.now);
  const about = { actor: by.actor, comment: by.comment, now: by.now };
  const event = await appendApprovalEvent(tx, next, { type: 'APPROVAL_REQUESTED', ...about });
  const message = `${obstacle} Nothing was applied, and its approvals have fallen: \`currentChangeRequest\` shows what it would do now, as revision ${next.revision}, for new approvals.`;
  return { event, flagEvent: null, refusal: conflict(next, message) };
}

function checkBypass(viewer: Viewer, { projectId }: ChangeRequest, by: Application): void {
  if (!mayBypassApprovals(viewer, projectId)) {
    throw new ForbiddenError('Only admins can apply a change without its approvals. Ask for an approval.');
  }
  if (by.comment?.trim()) return;
  throw new InvalidInputError([
    { path: 'comment', message: 'must say why the change cannot wait for its approvals' },
  ]);
}

function checkReady(request: ChangeRequest, approvals: Approval[], now: Date): void {
  const { environment, scheduledAt } = request;
  if (!isApproved({ ...request, approvals })) {
    throw conflict(
      request,
      `It has ${approvals.length} of the ${environment.minimumApprovals} approvals that "${environment.key}" asks for${sayNotCounted(request, approvals)}. Others give theirs with approveChangeRequest.`,
    );
  }
  if (scheduledAt && scheduledAt > now) {
    throw conflict(
      request,
      `It was approved to be applied at ${minuteOf(scheduledAt)}, and then will be by itself. To apply it sooner, take scheduledAt away with updateChangeRequest, and have that approved.`,
    );
  }
}
