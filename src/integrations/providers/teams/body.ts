import type { DeliveredEvent } from '../../integration-event.ts';
import { fitMessage } from '../../messages/fit-message.ts';
import { type Message, toMessage } from '../../messages/message.ts';
import { toCard } from './card.ts';

/**
 * Teams takes about 28 KB with everything that the workflow adds, and fails where nobody sees it: after the request was
 * accepted. Users report cuts from 21 KB on.
 */
export const MAX_BODY_BYTES = 20 * 1024;

/** The envelope that the templates of Workflows go through attachment by attachment. */
export function toTeamsBody(event: DeliveredEvent): string {
  const message = fitMessage(toMessage(event), (candidate) => {
    return Buffer.byteLength(render(candidate)) <= MAX_BODY_BYTES;
  });
  return render(message);
}

function render(message: Message): string {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  const attachment = { contentType, contentUrl: null, content: toCard(message) };
  return JSON.stringify({ type: 'message', attachments: [attachment] });
}
