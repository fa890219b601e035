/** How requests and bodies are kept for people to look at. */

import type { OutboundRequest } from '../../platform/egress/outcome.ts';

/** A request as an attempt keeps it. The body is the delivery's, unless several deliveries were sent as one. */
export type HttpExchange = Omit<OutboundRequest, 'body'> & {
  body?: string;
  /** The size of the whole body, where only its beginning is kept. */
  bodyBytes?: number;
};

export const MAX_SHOWN_BODY_BYTES = 64 * 1024;

/** The beginning of a body, cut between two characters. */
export function shortenBody(body: string): string {
  const bytes = Buffer.from(body);
  if (bytes.length <= MAX_SHOWN_BODY_BYTES) return body;
  return new TextDecoder().decode(bytes.subarray(0, MAX_SHOWN_BODY_BYTES), { stream: true });
}
