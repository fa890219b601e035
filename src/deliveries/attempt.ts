/** One attempt: the provider builds the request, the guarded client sends it, the provider judges the answer. */

import type { App } from '../context.ts';
import { readConfiguration } from '../integrations/configuration.ts';
import { toDeliveredEvent } from '../integrations/delivered-event.ts';
import type { Configuration, Verdict } from '../integrations/provider.ts';
import { type AnyProvider, providerNamed } from '../integrations/providers/registry.ts';
import { redactEchoes } from '../integrations/redact-echoes.ts';
import type { OutboundRequest, Outcome } from '../platform/outbound.ts';
import type { Claim } from './claim.ts';

/** An attempt as it is kept: nothing secret is in it. */
export interface FinishedAttempt {
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  request: Omit<OutboundRequest, 'body'>;
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

/** Makes the attempt. Null when it was given up before it ended, because the process is stopping. */
export async function makeAttempt(
  app: App,
  claim: Claim,
  signal: AbortSignal | undefined,
): Promise<FinishedAttempt | null> {
  const provider = providerNamed(claim.integration.provider);
  const configuration = readConfiguration(app.secrets, claim.integration);
  const startedAt = app.now();
  const request = buildRequest(app, provider, configuration, claim, startedAt);
  const ageMs = startedAt.getTime() - claim.event.occurredAt.getTime();
  const outcome = unsendable(provider, request, ageMs) ?? (await app.outbound.send(request, signal));
  if (outcome.kind === 'error' && outcome.class === 'aborted') return null;
  const endedAt = app.now();
  const { method, url, headers } = provider.redact(request, configuration);
  const verdict = withoutEchoes(judge(outcome, provider, endedAt), configuration.secrets);
  return {
    startedAt,
    endedAt,
    durationMs: outcome.durationMs,
    request: { method, url, headers },
    response: outcome.kind === 'response' ? keep(outcome, configuration.secrets) : null,
    error: errorOf(outcome, verdict),
    address: outcome.address,
    verdict,
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
  const signature = provider.sign?.(requestBody, {
    ...configuration,
    deliveryId,
    wireName: delivered.wireName,
    now,
  });
  const headers = { ...request.headers, 'Content-Type': contentType, ...signature };
  return { ...request, body: requestBody, headers };
}

/** What ends the attempt before anything is sent: a limit of the provider that no other attempt will keep either. */
function unsendable({ limits, label }: AnyProvider, request: OutboundRequest, ageMs: number): Outcome | null {
  const refuse = (errorClass: 'too_large' | 'too_old', message: string): Outcome => {
    return { kind: 'error', class: errorClass, message, address: null, durationMs: 0 };
  };
  const bytes = Buffer.byteLength(request.body ?? '');
  if (bytes > limits.bodyBytes) {
    return refuse('too_large', `The body has ${bytes} bytes; ${label} takes at most ${limits.bodyBytes}.`);
  }
  if (limits.maxAgeMs !== undefined && ageMs > limits.maxAgeMs) {
    const [age, most] = [Math.floor(ageMs / HOUR_MS), limits.maxAgeMs / HOUR_MS];
    return refuse(
      'too_old',
      `The event is more than ${age} hours old; ${label} takes none older than ${most}.`,
    );
  }
  return null;
}

const HOUR_MS = 3_600_000;

function judge(outcome: Outcome, provider: AnyProvider, now: Date): Verdict {
  if (outcome.kind === 'response') return provider.verdict(outcome, now);
  // A body that is too large will be so the next time, and no event grows younger.
  const permanent = outcome.class === 'too_large' || outcome.class === 'too_old';
  return { failed: permanent ? 'permanent' : 'transient', reason: outcome.message };
}

/** A reason may quote the answer, and an answer may quote the request. */
function withoutEchoes(verdict: Verdict, secrets: unknown): Verdict {
  return verdict === 'ok' ? 'ok' : { ...verdict, reason: redactEchoes(verdict.reason, secrets) };
}

function errorOf(outcome: Outcome, verdict: Verdict): FinishedAttempt['error'] {
  if (verdict === 'ok') return null;
  return { class: outcome.kind === 'error' ? outcome.class : 'http', message: verdict.reason };
}

function keep(response: Extract<Outcome, { kind: 'response' }>, secrets: unknown): KeptResponse {
  return {
    status: response.status,
    headers: response.headers.map(([name, value]) => [name, redactEchoes(value, secrets)]),
    body: redactEchoes(response.body, secrets),
    truncated: response.truncated,
  };
}
