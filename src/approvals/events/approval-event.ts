/** The events of a change request's life. */

import type { Actor } from '../../access/viewer.ts';
import { appendEvent } from '../../events/append.ts';
import type { EventType } from '../../events/event-type.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { Approval, ChangeRequest, ChangeRequestState } from '../change-request.ts';

/** The change request as it was right after the event. */
export interface ChangeRequestPayload {
  id: string;
  title: string;
  state: ChangeRequestState;
  revision: number;
  comment: string | null;
  author: Actor;
  approvals: Approval[];
  minimumApprovals: number;
  /** Whether an admin applied it without the approvals. */
  bypass: boolean;
  scheduledAt: string | null;
  /** Why GoGreen itself cancelled it, or asks for new approvals: a sentence. */
  reason: string | null;
}

/** With what the change would do, or did. */
export interface ApprovalEventPayload extends FlagEventPayload {
  changeRequest: ChangeRequestPayload;
}

export interface ApprovalStep {
  type: Extract<EventType, `APPROVAL_${string}`>;
  actor: Actor;
  comment: string | null;
  now: Date;
}

export async function appendApprovalEvent(
  tx: Transaction,
  request: ChangeRequest,
  { now, ...event }: ApprovalStep,
): Promise<LoggedEvent> {
  const { before: _before, after: _after, ...shown } = request.review;
  const payload: ApprovalEventPayload = { ...shown, changeRequest: toPayload(request) };
  return appendEvent(tx, {
    ...event,
    projectId: request.projectId,
    occurredAt: now,
    environmentId: request.environment.id,
    flagId: request.flagId,
    flagKey: request.flagKey,
    payload,
  });
}

function toPayload(request: ChangeRequest): ChangeRequestPayload {
  const { id, title, state, revision, comment, author, approvals, environment, scheduledAt, reason } =
    request;
  return {
    id,
    title,
    state,
    revision,
    comment,
    author,
    approvals,
    reason,
    minimumApprovals: environment.minimumApprovals,
    bypass: request.bypassed,
    scheduledAt: scheduledAt?.toISOString() ?? null,
  };
}
