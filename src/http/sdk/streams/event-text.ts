/** Server-sent events as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

import { formatPosition, type Position } from './position.ts';

export type EventName = 'ruleset' | 'values' | 'changes';

/** A comment, which clients skip: it keeps the connection open and shows that the server is still there. */
export const PING = Buffer.from(': ping\n\n');

/** What stands before the data of an event, and what stands after it. */
export const EVENT_END = '\n\n';
export function eventStart(name: EventName, position: Position): string {
  return `id: ${formatPosition(position)}\nevent: ${name}\ndata: `;
}

/** An event. `json` is one line: JSON.stringify escapes line breaks in texts. */
export function eventOf(name: EventName, position: Position, json: string): Buffer {
  return Buffer.from(`${eventStart(name, position)}${json}${EVENT_END}`);
}
