/** One attempt: the request is built, the guarded client sends it, the provider judges the response. */

import { wireNameOf } from '../../events/event-type.ts';
import type { Configuration, RequestBody } from '../../integrations/contract/provider.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { type AnyHttpProvider, providerNamed } from '../../integrations/providers/registry.ts';
import { readConfiguration } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { takeSlice } from '../../platform/slices.ts';
import type { Claim } from '../claim.ts';
import { keepBody, readBody } from '../states/body.ts';
import { readEvents } from '../stored-event.ts';
import { buildRequest } from './build-request.ts';
import { converseAbout } from './conversations/converse-about.ts';
import { type FinishedAttempt, unsent } from './finished-attempt.ts';
import type { HttpExchange } from './http-exchange.ts';
import { orError } from './judge.ts';
import { paceLargeBody } from './large-body-pace.ts';
import { renderBody } from './render.ts';
import { sendRequest } from './send-request.ts';

/**
 * Makes the attempt. Null when it was aborted because the process is stopping. Throws only when Postgres is unavailable: an
 * error of a provider or a configuration is a failed attempt, which is retried and ends. Thrown, it would be repeated for
 * ever. `digest` is sent instead of the delivery's own body.
 */
export async function makeAttempt(
  app: App,
  claim: Claim,
  signal: AbortSignal | undefined,
  digest?: RequestBody,
): Promise<FinishedAttempt | null> {
  const stored = digest ?? claim.body;
  const isLarge = stored !== null && 'bytes' in stored;
  const projectId = claim.event.project.id;
  if (isLarge && !(await isTurnOf(projectId, stored.bytes, signal))) return null;
  const startedAt = app.now();
  const provider = orError(() => providerNamed(claim.integration.provider));
  if (provider instanceof Error) return notBuilt(app, claim, startedAt, provider);
  if (provider.kind === 'conversation') return converseAbout(app, claim, provider, signal);
  const known = isLarge ? await readBody(app.database.pool, claim) : stored;
  // Another worker has the delivery by now.
  if (isLarge && !known) return null;
  const [event] = known ? [] : await readEvents(app.database.pool, [claim.event.id]);
  await takeSlice(projectId);
  const prepared = orError(() => prepare(app, claim, provider, startedAt, known ?? event));
  if (prepared instanceof Error) return notBuilt(app, claim, startedAt, prepared);
  const { configuration, body, request } = prepared;
  if (!digest && claim.body === null) await keepBody(app.database.pool, claim, body);
  const attempt = await sendRequest(app, claim.event, { provider, configuration, request }, signal);
  // Only a digest has a body of its own: otherwise it is that of the delivery.
  return attempt && digest === undefined ? { ...attempt, request: withoutBody(attempt.request) } : attempt;
}

/** Waits for the turn of a large body. False when the process stops meanwhile. */
function isTurnOf(projectId: string, bytes: number, signal: AbortSignal | undefined): Promise<boolean> {
  return paceLargeBody(projectId, bytes, signal).then(
    () => true,
    () => false,
  );
}

function prepare(
  app: App,
  claim: Claim,
  provider: AnyHttpProvider,
  now: Date,
  source: RequestBody | StoredEvent | undefined,
): { configuration: Configuration<unknown, unknown>; body: RequestBody; request: OutboundRequest } {
  const { deliveryId, target, integration, event } = claim;
  if (!source) throw new Error(`The event was deleted: ${event.id}`);
  const configuration = readConfiguration(app.secrets, integration);
  const body =
    'body' in source
      ? source
      : renderBody(app, provider, configuration.settings, toOutgoingEvent(source, app.publicUrl), target);
  if (body === 'skip') throw new Error(`${provider.name} skips an event that it accepted: ${event.id}`);
  const wireName = wireNameOf(event.type);
  const request = buildRequest(provider, configuration, body, { deliveryId, wireName, now });
  return { configuration, body, request };
}

function withoutBody({ body: _, ...request }: HttpExchange): HttpExchange {
  return request;
}

function notBuilt(app: App, { deliveryId }: Claim, startedAt: Date, error: Error): FinishedAttempt {
  app.log.error({ err: error, deliveryId }, 'the request of a delivery could not be built');
  return unsent(startedAt, app.now(), error);
}
