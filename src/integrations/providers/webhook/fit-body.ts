import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { shortenEvent } from '../../event/shorten-event.ts';

/** The largest body in bytes of UTF-8, which common web servers accept (nginx: client_max_body_size, 1 MB). */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Limits of single values, for bodies that would be too large. They are tried in order until the body fits. */
const VALUE_BYTES = [32 * 1024, 4 * 1024, 256];

/** The event as JSON. If it is too large, large values are omitted and `truncated` is set. */
export function fitBody(event: OutgoingEvent, render: (event: OutgoingEvent) => unknown): string {
  let body = JSON.stringify(render(event));
  for (const valueBytes of VALUE_BYTES) {
    if (Buffer.byteLength(body) <= MAX_BODY_BYTES) break;
    body = JSON.stringify(render(shortenEvent(event, valueBytes)));
  }
  return body;
}
