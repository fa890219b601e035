/** One request for several deliveries, for providers that can render several events as one message. */

import type { RequestBody } from '../../integrations/contract/provider.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { type AnyHttpProvider, providerNamed } from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';
import { orError } from '../attempts/judge.ts';
import type { Claim } from '../claim.ts';
import { releaseClaimed } from '../states/release.ts';
import { readEvents } from '../stored-event.ts';
import { claimTogether } from './together.ts';

export interface Digest {
  /** The claimed deliveries besides the first one. */
  others: Claim[];
  body: RequestBody;
}

/**
 * Claims the deliveries that are sent together with this one. Null when it is sent alone: there are no others, it was
 * requested by itself, or the digest failed, in which case a message of its own is better than none.
 */
export async function makeDigest(app: App, claim: Claim): Promise<Digest | null> {
  const provider = orError(() => providerNamed(claim.integration.provider));
  const isPlanned = claim.trigger !== 'MANUAL' && claim.trigger !== 'TEST';
  if (provider instanceof Error || provider.kind === 'conversation') return null;
  if (!provider.digest || !isPlanned || claim.body === null) return null;
  try {
    const others = await claimTogether(app.database.pool, claim, app.now());
    if (others.length === 0) return null;
    const events = await readEvents(
      app.database.pool,
      [claim, ...others].map(({ event }) => event.id),
    );
    const body = orError(() => digestOf(app, provider, claim, events));
    if (!(body instanceof Error)) return { others, body };
    app.log.error({ err: body, deliveryId: claim.deliveryId }, 'rendering a digest failed');
    for (const other of others) await releaseClaimed(app.database.pool, other, app.now());
  } catch (error) {
    // If deliveries were claimed all the same, the reaper requeues them.
    app.log.warn({ err: error, deliveryId: claim.deliveryId }, 'claiming the deliveries of a digest failed');
  }
  return null;
}

function digestOf(
  { publicUrl }: App,
  provider: AnyHttpProvider,
  { integration, target }: Claim,
  stored: StoredEvent[],
): RequestBody {
  const events = stored.map((event) => toOutgoingEvent(event, publicUrl));
  const settings = provider.settings.parse(integration.settings);
  const digest = provider.digest?.(events, { settings, target, links: { publicUrl } });
  const bytes = Buffer.byteLength(digest?.body ?? '');
  if (!digest || bytes > provider.limits.bodyBytes) throw new Error(`the digest has ${bytes} bytes`);
  return digest;
}
