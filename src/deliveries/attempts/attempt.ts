/** One attempt: the provider builds the request, the guarded client sends it, the provider judges the answer. */

import type { Configuration } from '../../integrations/contract/provider.ts';
import type { CurrentFlag } from '../../integrations/event/current-flag.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { type AnyProvider, providerNamed } from '../../integrations/providers/registry.ts';
import { readConfiguration } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import type { Claim } from '../claim.ts';
import { keepBody } from '../states/keep-body.ts';
import { converseAbout } from './converse-about.ts';
import { type FinishedAttempt, keep, unsent } from './finished-attempt.ts';
import type { HttpExchange } from './http-exchange.ts';
import { judge, orError, unsendable } from './judge.ts';

/**
 * Makes the attempt. Null when it was given up before it ended, because the process is stopping. Throws only when
 * Postgres cannot be reached: whatever a provider or a configuration does wrong is a failed attempt, which the schedule
 * repeats and ends. Thrown, it would be repeated for ever. `digest` is sent instead of the delivery's own request.
 */
export async function makeAttempt(
  app: App,
  claim: Claim,
  signal: AbortSignal | undefined,
  digest?: OutboundRequest,
): Promise<FinishedAttempt | null> {
  if (!digest && isConversation(claim)) return converseAbout(app, claim, signal);
  const startedAt = app.now();
  const prepared = orError(() => prepare(app, claim, startedAt, digest));
  if (prepared instanceof Error) {
    app.log.error(
      { err: prepared, deliveryId: claim.deliveryId },
      'the request of a delivery could not be made',
    );
    return unsent(startedAt, app.now(), prepared);
  }
  const { provider, secrets, request, shown } = prepared;
  if (!digest && claim.requestBody === '' && request.body) await keepBody(app.database.pool, claim, request);
  const ageMs = startedAt.getTime() - claim.event.occurredAt.getTime();
  const outcome = unsendable(provider, request, ageMs) ?? (await app.outbound.send(request, signal));
  if (outcome.kind === 'error' && outcome.class === 'aborted') return null;
  const endedAt = app.now();
  return {
    startedAt,
    endedAt,
    durationMs: outcome.durationMs,
    request: shown,
    response: outcome.kind === 'response' ? keep(outcome, secrets) : null,
    ...judge(outcome, provider, secrets, endedAt),
    address: outcome.address,
  };
}

function isConversation({ integration }: Claim): boolean {
  const provider = orError(() => providerNamed(integration.provider));
  return !(provider instanceof Error) && provider.converse !== undefined;
}

function prepare(app: App, claim: Claim, now: Date, digest: OutboundRequest | undefined) {
  const provider = providerNamed(claim.integration.provider);
  const configuration = readConfiguration(app.secrets, claim.integration);
  const request = digest ?? buildRequest(app, provider, configuration, claim, now);
  const { method, url, headers, body } = provider.redact(request, configuration);
  const shown: HttpExchange = { method, url, headers, ...(digest && body !== null ? { body } : {}) };
  return { provider, secrets: configuration.secrets, request, shown };
}

/** The request of an attempt: the stored body, byte for byte, signed anew. */
export function buildRequest(
  app: App,
  provider: AnyProvider,
  configuration: Configuration<unknown, unknown>,
  {
    deliveryId,
    target,
    event,
    requestBody,
    contentType,
  }: Pick<Claim, 'deliveryId' | 'target' | 'event' | 'requestBody' | 'contentType'>,
  now: Date,
  flag: CurrentFlag | null = null,
): OutboundRequest {
  const delivered = toOutgoingEvent(event, app.publicUrl);
  const links = { publicUrl: app.publicUrl };
  const request = provider.request(delivered, { ...configuration, target, links, flag });
  if (request === 'skip') throw new Error(`${provider.name} refuses an event that it took: ${event.id}`);
  const body = requestBody || (request.body ?? '');
  const signature = provider.sign?.(body, {
    ...configuration,
    deliveryId,
    wireName: delivered.wireName,
    now,
  });
  const headers = {
    ...request.headers,
    ...(contentType ? { 'Content-Type': contentType } : {}),
    ...signature,
  };
  return { ...request, body, headers };
}
