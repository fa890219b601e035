/** Sentences about the state of a change request, shown before its changes. */

import { minuteOf } from '../../platform/minute.ts';
import { shorten } from '../contract/shorten.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';
import { oneLine } from './one-line.ts';

type ChangeRequest = NonNullable<OutgoingEvent['changeRequest']>;

const MAX_TITLE_LENGTH = 200;
const MAX_NAME_LENGTH = 40;
const MAX_NAMES = 3;

/** Empty for events about something else. The last sentence says whether the changes after it were applied. */
export function approvalSentences({ changeRequest, changes }: OutgoingEvent): string[] {
  if (!changeRequest) return [];
  const { author, reason } = changeRequest;
  return [
    `${quoteTitle(changeRequest)}, proposed by ${nameOf(author)}.`,
    ...(reason === null ? [] : [oneLine(reason)]),
    progressOf(changeRequest),
    ...(changes.length === 0 ? [] : [introductionOf(changeRequest)]),
  ];
}

/** The title of a change request, in quotes. */
export function quoteTitle({ title }: Pick<ChangeRequest, 'title'>): string {
  return `“${shorten(oneLine(title), MAX_TITLE_LENGTH)}”`;
}

function progressOf({ state, approvals, minimumApprovals, scheduledAt, bypass }: ChangeRequest): string {
  const names = approvals.length === 0 ? '' : ` (${namesOf(approvals)})`;
  const given = `Approvals: ${approvals.length} of ${minimumApprovals}${names}.`;
  if (bypass) return `Emergency bypass by an admin. ${given}`;
  if (scheduledAt === null || (state !== 'PENDING' && state !== 'APPROVED')) return given;
  return `${given} To be applied at ${minuteOf(new Date(scheduledAt))}.`;
}

function introductionOf({ state }: ChangeRequest): string {
  switch (state) {
    case 'PENDING':
    case 'APPROVED':
      return 'Nothing has changed yet. What it asks for:';
    case 'REJECTED':
    case 'CANCELLED':
      return 'Nothing has changed. What it asked for:';
    case 'APPLIED':
      return 'What changed:';
    default:
      return state satisfies never;
  }
}

function namesOf(approvals: ChangeRequest['approvals']): string {
  const names = approvals.slice(0, MAX_NAMES).map(({ approver }) => nameOf(approver));
  const left = approvals.length - names.length;
  return [...names, ...(left > 0 ? [`${left} more`] : [])].join(', ');
}

function nameOf({ id, name }: ChangeRequest['author']): string {
  return shorten(oneLine(name) || id, MAX_NAME_LENGTH);
}
