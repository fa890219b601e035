import type { EventType } from '#src/events/event-type.ts';
import { wireNameOf } from '#src/events/event-type.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';

type ApprovalType = Extract<EventType, `APPROVAL_${string}`>;
type ChangeRequest = NonNullable<OutgoingEvent['changeRequest']>;

const ada = { id: 'user_01h455vb4pex5vsknk084sn02r', email: 'ada@example.com', name: 'Ada' };
const states = {
  APPROVAL_REQUESTED: 'PENDING',
  APPROVAL_APPROVED: 'APPROVED',
  APPROVAL_REJECTED: 'REJECTED',
  APPROVAL_APPLIED: 'APPLIED',
  APPROVAL_CANCELLED: 'CANCELLED',
} as const satisfies Record<ApprovalType, ChangeRequest['state']>;

/** An event of Ada's change request to switch new-checkout on in production; by Dev, as all events of these tests. */
export function approvalEvent(type: ApprovalType, change: Partial<ChangeRequest> = {}): OutgoingEvent {
  const isApproved = type === 'APPROVAL_APPROVED' || type === 'APPROVAL_APPLIED';
  const { actor } = outgoingEvent();
  const id = 'cr_01h455vb4pex5vsknk084sn02q';
  return outgoingEvent({
    type,
    wireName: wireNameOf(type),
    url: `https://flags.example.com/projects/shop/changes/${id}`,
    changes: [
      {
        __typename: 'FlagEnabledChanged',
        summary: 'Switched the flag on in Production.',
        enabledBefore: false,
        enabledAfter: true,
      },
    ],
    changeRequest: {
      id,
      title: 'Start the sale',
      state: states[type],
      revision: 1,
      comment: 'As planned',
      author: ada,
      approvals: isApproved
        ? [{ approver: actor, comment: null, approvedAt: '2026-03-04T12:00:00.000Z' }]
        : [],
      minimumApprovals: 1,
      bypass: false,
      scheduledAt: null,
      reason: null,
      ...change,
    },
  });
}

/** Whether a type of event is about a change request. */
export function isApprovalType(type: EventType): type is ApprovalType {
  return Object.hasOwn(states, type);
}
