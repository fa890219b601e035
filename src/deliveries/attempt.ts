/** One attempt: the provider builds the request, the guarded client sends it, the provider judges the answer. */

import type { App } from '../context.ts';
import { readConfiguration } from '../integrations/configuration.ts';
import { toDeliveredEvent } from '../integrations/delivered-event.ts';
import type { Configuration, Verdict } from '../integrations/provider.ts';
import { type AnyProvider, providerNamed } from '../integrations/providers/registry.ts';
import { redactResponse } from '../integrations/redact-echoes.ts';
import type { OutboundRequest, Outcome } from '../platform/outbound.ts';
import { type Claim, keepBody } from './claim.ts';
import type { HttpExchange } from './http-exchange.ts';
import { failed, judge, orError, unsendable } from './judge.ts';

/** An attempt as it is kept: nothing secret is in it. */
export interface FinishedAttempt {
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  /** Its body is the delivery's, and is here only where several deliveries were sent as one. */
  request: HttpExchange;
  response: KeptResponse | null;
  error: { class: string; message: string } | null;
  address: string | null;
  verdict: Verdict;
}

export interface KeptResponse {
  status: number;
  headers: [name: string, value: string][];
  body: string;
  truncated: boolean;
}

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
  const startedAt = app.now();
  const prepared = orError(() => prepare(app, claim, startedAt, digest));
  if (prepared instanceof Error) return unsent(app, claim, startedAt, prepared);
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

function prepare(app: App, claim: Claim, now: Date, digest: OutboundRequest | undefined) {
  const provider = providerNamed(claim.integration.provider);
  const configuration = readConfiguration(app.secrets, claim.integration);
  const request = digest ?? buildRequest(app, provider, configuration, claim, now);
  const { method, url, headers, body } = provider.redact(request, configuration);
  const shown: HttpExchange = { method, url, headers, ...(digest && body !== null ? { body } : {}) };
  return { provider, secrets: configuration.secrets, request, shown };
}

function unsent(app: App, { deliveryId }: Claim, startedAt: Date, error: Error): FinishedAttempt {
  app.log.error({ err: error, deliveryId }, 'the request of a delivery could not be made');
  return {
    startedAt,
    endedAt: app.now(),
    durationMs: 0,
    request: { method: 'POST', url: '', headers: {} },
    response: null,
    address: null,
    ...failed('internal', 'transient', error.message),
  };
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
): OutboundRequest {
  const delivered = toDeliveredEvent(event, app.config.publicUrl);
  const links = { publicUrl: app.config.publicUrl };
  const request = provider.request(delivered, { ...configuration, target, links });
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

/** A response as it may be kept and shown. */
export function keep(response: Extract<Outcome, { kind: 'response' }>, secrets: unknown): KeptResponse {
  const { status, headers, body, truncated } = redactResponse(response, secrets);
  return { status, headers, body, truncated };
}
