import { minuteOf } from '../../platform/minute.ts';
import { shorten } from '../contract/shorten.ts';
import type { ShownDigest, ShownLine } from './fit-digest.ts';

/** The digest in one line, for notifications and screen readers. */
export function digestNotificationOf({ headline, project, lines }: ShownDigest, max: number): string {
  return shorten(`${headline}, project ${project}. ${lines.map(lineText).join(' | ')}`, max);
}

function lineText({ happened, subject, change }: ShownLine): string {
  return `${happened}${subject ?? ''}${change}`;
}

/** A sentence that says how many events were omitted; null when none were. */
export function leftText({ left }: ShownDigest): string | null {
  if (left === 0) return null;
  return `… and ${left} more; the log of the project has ${left === 1 ? 'it' : 'them'}.`;
}

/** The time of the events: `2026-03-04 12:00 UTC`, or the first and the last one. */
export function spanOf({ firstAt, lastAt }: ShownDigest): string {
  const [from, to] = [minuteOf(firstAt), minuteOf(lastAt)];
  return from === to ? from : `${from} to ${to}`;
}
