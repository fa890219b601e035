/** A message as plain text: its title, and all of it in one line for notifications and screen readers. */

import { shorten } from '../shorten.ts';
import type { Message } from './message.ts';

/** `Flag switched on: New checkout (new-checkout)`. Where it is too long, the name is cut, since the key tells more. */
export function titleOf({ headline, flag }: Message, max: number): string {
  if (!flag) return shorten(headline, max);
  if (flag.name === '' || flag.name === flag.key) return shorten(`${headline}: ${flag.key}`, max);
  const room = max - `${headline}:  (${flag.key})`.length;
  return room < 2
    ? shorten(`${headline}: ${flag.key}`, max)
    : `${headline}: ${shorten(flag.name, room)} (${flag.key})`;
}

/** The title, where, who, and what changed. */
export function notificationOf(message: Message, max: number): string {
  const place = message.environment === null ? '' : ` in ${message.environment}`;
  const changes = message.changes.map(({ sentence, sides }) =>
    sides ? `${sentence} ${sides.before} → ${sides.after}.` : sentence,
  );
  const title = `${titleOf(message, 300)}${place}, by ${message.actor}, project ${message.project}.`;
  return shorten([title, ...changes].join(' '), max);
}

/** `2026-03-04 12:00 UTC`. */
export function timeOf({ occurredAt }: Message): string {
  return `${occurredAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
