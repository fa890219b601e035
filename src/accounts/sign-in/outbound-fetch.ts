import type { CustomFetch } from 'openid-client';
import type { Outbound, OutboundRequest } from '../../platform/egress/outbound.ts';

/** No response could be had. The message is for the log. */
export class OutboundFetchError extends Error {}

/** The guarded client as a `fetch` for openid-client. */
export function outboundFetch(outbound: Outbound): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const request = { method, url, headers, body: body ? String(body) : null } as OutboundRequest;
    const outcome = await outbound.send(request, signal);
    if (outcome.kind === 'error') throw new OutboundFetchError(`${new URL(url).origin}: ${outcome.message}`);
    if (outcome.truncated) throw new OutboundFetchError(`${url} answers with more than can be read.`);
    const { status } = outcome;
    return new Response(status === 204 ? null : outcome.body, { status, headers: outcome.headers });
  };
}
