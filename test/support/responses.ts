import type { OutboundResponse } from '#src/platform/egress/outbound.ts';

/** A response as the guarded client hands it over. A body that is not a text is sent as JSON. */
export function response(
  status: number,
  body: unknown = '',
  headers: Record<string, string> = {},
  truncated = false,
): OutboundResponse {
  return {
    kind: 'response',
    status,
    headers: Object.entries(headers),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    truncated,
    address: '127.0.0.1',
    durationMs: 1,
  };
}
