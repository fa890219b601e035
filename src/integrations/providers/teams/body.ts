import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { fitMessage } from '../../messages/fit-message.ts';
import { type Message, toMessage } from '../../messages/message.ts';
import { toCard } from './card.ts';

/**
 * Teams accepts about 28 KB, including the additions of the workflow. A larger message fails only after the workflow has
 * accepted the request, without an error response. Users report truncated messages from 21 KB on.
 */
export const MAX_BODY_BYTES = 20 * 1024;

export function toTeamsBody(event: OutgoingEvent): string {
  const render = (message: Message) => envelope(toCard(message));
  return render(fitMessage(toMessage(event), (candidate) => fitsTeams(render(candidate))));
}

export function fitsTeams(body: string): boolean {
  return Buffer.byteLength(body) <= MAX_BODY_BYTES;
}

/** The format that the templates of Workflows expect: a message with attachments. */
export function envelope(card: Record<string, unknown>): string {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return JSON.stringify({ type: 'message', attachments: [{ contentType, contentUrl: null, content: card }] });
}
