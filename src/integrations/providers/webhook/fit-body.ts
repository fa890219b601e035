import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { shortenEvent } from '../../event/shorten-event.ts';

/** The largest body that is sent, in bytes of UTF-8: what common web servers accept (nginx: client_max_body_size, 1 MB). */
export const MAX_BODY_BYTES = 1024 * 1024;

/** How large a single value may be in a body that would be too large. The first that makes it fit is used. */
const VALUE_BYTES = [32 * 1024, 4 * 1024, 256];

/** The event as JSON. Where that would be too large, large values are left out, and the body says so. */
export function fitBody(event: OutgoingEvent, render: (event: OutgoingEvent) => unknown): string {
  let body = JSON.stringify(render(event));
  for (const valueBytes of VALUE_BYTES) {
    if (Buffer.byteLength(body) <= MAX_BODY_BYTES) break;
    body = JSON.stringify(render(shortenEvent(event, valueBytes)));
  }
  return body;
}
