/** One request for the deliveries of a burst, for providers that can render several events as one message. */

import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { type AnyProvider, providerNamed } from '../../integrations/providers/registry.ts';
import { readConfiguration } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { orError } from '../attempts/judge.ts';
import type { Claim } from '../claim.ts';
import { releaseClaimed } from '../states/release.ts';
import { claimBurst } from './burst.ts';

export interface Digest {
  /** The claimed deliveries besides the first one. */
  others: Claim[];
  request: OutboundRequest;
}

/**
 * Claims the deliveries that can be sent together with this one. Null when it is sent alone: it is in no burst, it was
 * requested by itself, or the digest failed, in which case a message of its own is better than none.
 */
export async function joinBurst(app: App, claim: Claim): Promise<Digest | null> {
  const provider = orError(() => providerNamed(claim.integration.provider));
  const isPlanned = claim.trigger !== 'MANUAL' && claim.trigger !== 'TEST';
  if (provider instanceof Error || !provider.digest || !isPlanned || claim.requestBody === '') return null;
  try {
    const others = await claimBurst(app.database.pool, claim, app.now());
    if (others.length === 0) return null;
    const request = orError(() => digestOf(app, provider, [claim, ...others]));
    if (!(request instanceof Error)) return { others, request };
    app.log.error({ err: request, deliveryId: claim.deliveryId }, 'rendering a digest failed');
    for (const other of others) await releaseClaimed(app.database.pool, other, app.now());
  } catch (error) {
    // If deliveries were claimed all the same, the reaper requeues them.
    app.log.warn({ err: error, deliveryId: claim.deliveryId }, 'claiming a burst failed');
  }
  return null;
}

function digestOf(app: App, provider: AnyProvider, claims: Claim[]): OutboundRequest {
  const [{ integration, target } = claims[0] as Claim] = claims;
  const events = claims
    .map(({ event }) => toOutgoingEvent(event, app.publicUrl))
    .toSorted((a, b) => a.sequence - b.sequence);
  const configuration = readConfiguration(app.secrets, integration);
  const request = provider.digest?.(events, {
    ...configuration,
    target,
    links: { publicUrl: app.publicUrl },
  });
  const bytes = Buffer.byteLength(request?.body ?? '');
  if (!request || bytes > provider.limits.bodyBytes) throw new Error(`the digest has ${bytes} bytes`);
  return request;
}
