/** A message as plain text: its title, and the whole message in one line for notifications and screen readers. */

import { minuteOf } from '../../platform/minute.ts';
import { shorten } from '../contract/shorten.ts';
import type { Message } from './message.ts';

/** `Flag switched on: New checkout (new-checkout)`, `Integration disabled: Release channel (Slack)`. */
export function titleOf({ headline, flag, integration }: Message, max: number): string {
  if (!flag) return shorten(integration === null ? headline : `${headline}: ${integration}`, max);
  return `${headline}: ${nameAndKey(flag, max - `${headline}: `.length)}`;
}

/** `New checkout (new-checkout)`. If that is too long, the name is cut, because the key identifies the flag. */
export function nameAndKey({ name, key }: { name: string; key: string }, max: number): string {
  const room = max - ` (${key})`.length;
  return name === '' || name === key || room < 2 ? shorten(key, max) : `${shorten(name, room)} (${key})`;
}

/** Title, environment, actor, project and changes in one line. */
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
  return minuteOf(occurredAt);
}
