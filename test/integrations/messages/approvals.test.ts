import { describe, expect, it } from 'vitest';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { toMessage } from '#src/integrations/messages/message.ts';
import { notificationOf } from '#src/integrations/messages/message-text.ts';
import { plainTextOf, plainTitleOf } from '#src/integrations/messages/plain-text.ts';
import { approvalEvent } from '#test/support/approval-events.ts';

/** The sentences before the changes, and the link. */
function say(event: OutgoingEvent): string {
  const { headline, changes, diff, link } = toMessage(event);
  const sentences = changes.map(({ sentence, sides }) =>
    sides ? `${sentence} ${sides.before} → ${sides.after}` : sentence,
  );
  return [headline, ...sentences, ...diff, `[${link?.label}]`].join('\n');
}

const approval = (name: string) => ({
  approver: { id: `user_${name}`, email: null, name },
  comment: null,
  approvedAt: '2026-03-04T12:00:00.000Z',
});

describe('a message about a change request', () => {
  it('that was proposed: says what is proposed', () => {
    expect(say(approvalEvent('APPROVAL_REQUESTED', { minimumApprovals: 2 }))).toMatchInlineSnapshot(`
      "Approval requested
      “Start the sale”, proposed by Ada.
      Approvals: 0 of 2.
      Nothing has changed yet. What it asks for:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Review the change]"
    `);
  });

  it('that is scheduled: has the time', () => {
    expect(
      say(approvalEvent('APPROVAL_APPROVED', { scheduledAt: '2026-03-05T03:00:00.000Z' })),
    ).toMatchInlineSnapshot(`
      "Change approved
      “Start the sale”, proposed by Ada.
      Approvals: 1 of 1 (Dev). To be applied at 2026-03-05 03:00 UTC.
      Nothing has changed yet. What it asks for:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Open the change request]"
    `);
  });

  it('whose flag has changed since: says so', () => {
    const reason = 'The flag has changed since revision 1 was reviewed (version 3, now 4).';
    expect(say(approvalEvent('APPROVAL_REQUESTED', { revision: 2, reason }))).toMatchInlineSnapshot(`
      "Approval requested again
      “Start the sale”, proposed by Ada.
      The flag has changed since revision 1 was reviewed (version 3, now 4).
      Approvals: 0 of 1.
      Nothing has changed yet. What it asks for:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Review the change]"
    `);
  });

  it('that was rejected: says that nothing has changed', () => {
    expect(say(approvalEvent('APPROVAL_REJECTED'))).toMatchInlineSnapshot(`
      "Change rejected
      “Start the sale”, proposed by Ada.
      Approvals: 0 of 1.
      Nothing has changed. What it asked for:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Open the change request]"
    `);
  });

  it('that could not be applied at its time: says why', () => {
    const reason = 'It could not be applied at 2026-03-05 03:00 UTC: the flag "new-checkout" was deleted.';
    const scheduledAt = '2026-03-05T03:00:00.000Z';
    expect(say(approvalEvent('APPROVAL_CANCELLED', { reason, scheduledAt }))).toMatchInlineSnapshot(`
      "Change request cancelled
      “Start the sale”, proposed by Ada.
      It could not be applied at 2026-03-05 03:00 UTC: the flag "new-checkout" was deleted.
      Approvals: 0 of 1.
      Nothing has changed. What it asked for:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Open the change request]"
    `);
  });

  it('that was applied: names the approvers', () => {
    const approvals = ['Grace', 'Linus', 'Ken', 'Barbara', 'Edsger'].map(approval);
    expect(say(approvalEvent('APPROVAL_APPLIED', { approvals, minimumApprovals: 5 }))).toMatchInlineSnapshot(`
      "Approved change applied
      “Start the sale”, proposed by Ada.
      Approvals: 5 of 5 (Grace, Linus, Ken, 2 more).
      What changed:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Open the change request]"
    `);
  });

  it('that was applied by emergency bypass: says so', () => {
    expect(say(approvalEvent('APPROVAL_APPLIED', { approvals: [], bypass: true }))).toMatchInlineSnapshot(`
      "Change applied by emergency bypass
      “Start the sale”, proposed by Ada.
      Emergency bypass by an admin. Approvals: 0 of 1.
      What changed:
      Switched the flag on in Production: off → on
      -OFF: "control"
      +"treatment"
      [Open the change request]"
    `);
  });
});

it('title and text without markup: have the same content as the message', () => {
  const event = approvalEvent('APPROVAL_REQUESTED');
  expect(plainTitleOf(event, 500)).toMatchInlineSnapshot(
    `"Flag New checkout (new-checkout): Approval requested in Production: Start the sale"`,
  );
  expect(plainTextOf(event, 4_000)).toMatchInlineSnapshot(`
    "By Dev (dev@example.com), in Shop / Production (approval.requested).
    - “Start the sale”, proposed by Ada.
    - Approvals: 0 of 1.
    - Nothing has changed yet. What it asks for:
    - Switched the flag on in Production:
      before: off
      after: on
    -OFF: "control"
    +"treatment"
    https://flags.example.com/projects/shop/changes/cr_01h455vb4pex5vsknk084sn02q"
  `);
  expect(notificationOf(toMessage(event), 500)).toMatchInlineSnapshot(
    `"Approval requested: New checkout (new-checkout) in Production, by Dev (dev@example.com), project Shop. “Start the sale”, proposed by Ada. Approvals: 0 of 1. Nothing has changed yet. What it asks for: Switched the flag on in Production: off → on."`,
  );
});
