/** An attempt of a conversation provider, which takes several requests. Each attempt starts again from the present state. */

import type { Configuration } from '../../integrations/contract/provider.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { AnyConversationProvider } from '../../integrations/providers/registry.ts';
import { readConfiguration } from '../../integrations/secrets/configuration.ts';
import { credentialsIn } from '../../integrations/secrets/credentials-in.ts';
import { destinationSecrets } from '../../integrations/secrets/destination-mask.ts';
import { redactEchoes } from '../../integrations/secrets/redact-echoes.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import type { Claim } from '../claim.ts';
import { readEvents } from '../stored-event.ts';
import { type Conversed, converse, type Exchange } from './converse.ts';
import { type FinishedAttempt, type KeptExchange, keep, unsent } from './finished-attempt.ts';
import { shortenBody } from './http-exchange.ts';
import { failed, type Judgement, judgementOf, orError, unsendable } from './judge.ts';
import { readCurrentFlag } from './read-current-flag.ts';

/** Makes the attempt. Null when it was aborted. Throws only when Postgres is unavailable. */
export async function converseAbout(
  app: App,
  claim: Claim,
  provider: AnyConversationProvider,
  signal: AbortSignal | undefined,
): Promise<FinishedAttempt | null> {
  const startedAt = app.now();
  const begun = await begin(app, claim, provider, startedAt);
  if (begun instanceof Error) {
    logFault(app, claim, begun);
    return unsent(startedAt, app.now(), begun);
  }
  const { configuration, conversation } = begun;
  const ageMs = startedAt.getTime() - claim.event.occurredAt.getTime();
  const conversed = await converse(conversation, {
    send: (request, limit) => app.outbound.send(request, limit, claim.event.project.id),
    refuse: (request) => unsendable(provider, request, ageMs),
    signal,
  });
  if (!conversed) return null;
  if (conversed.end instanceof Error) logFault(app, claim, conversed.end);
  const secrets = [
    configuration.secrets,
    conversed.secrets,
    sentCredentials(provider, configuration, conversed),
    destinationSecrets(configuration.settings),
  ];
  const kept = conversed.exchanges.map((exchange) =>
    keepExchange(exchange, provider, configuration, secrets),
  );
  const last = kept.pop();
  return {
    startedAt,
    endedAt: app.now(),
    durationMs: conversed.exchanges.reduce((total, { outcome }) => total + outcome.durationMs, 0),
    request: last?.request ?? { method: 'POST', url: '', headers: {} },
    response: last?.response ?? null,
    ...(kept.length > 0 ? { earlierExchanges: kept } : {}),
    address: conversed.exchanges.at(-1)?.outcome.address ?? null,
    ...judgeConversation(conversed, secrets),
  };
}

async function begin(
  app: App,
  { claim, trigger, target, integration, event: { id } }: Claim,
  provider: AnyConversationProvider,
  now: Date,
) {
  const { publicUrl } = app;
  const [event] = await readEvents(app.database.pool, [id]);
  if (!event) return new Error(`The event was deleted: ${id}`);
  const flag = await readCurrentFlag(app, event);
  return orError(() => {
    const configuration = readConfiguration(app.secrets, integration);
    const context = {
      ...configuration,
      target,
      flag,
      now,
      links: { publicUrl },
      // A claim may have ended without a recorded attempt, as when its worker was killed. Those of a replayed delivery may be pruned.
      repeated: claim > 1 || trigger === 'REPLAY',
    };
    return { configuration, conversation: provider.converse(toOutgoingEvent(event, publicUrl), context) };
  });
}

function logFault({ log }: App, { deliveryId }: Claim, error: Error): void {
  log.error({ err: error, deliveryId }, 'multi-step delivery failed');
}

function judgeConversation({ end }: Conversed, secrets: unknown): Judgement {
  if (typeof end !== 'object' || !('kind' in end)) return judgementOf(end, secrets);
  const isFinal = end.class === 'too_large' || end.class === 'too_old';
  return failed(end.class, isFinal ? 'permanent' : 'transient', end.message);
}

/** Credentials that headers carried in another form than the secrets have, such as Basic: a response may repeat them. */
function sentCredentials(
  provider: AnyConversationProvider,
  configuration: Configuration<unknown, unknown>,
  { exchanges }: Conversed,
): string[] {
  return exchanges.flatMap(({ request }) => credentialsIn(request, provider.redact(request, configuration)));
}

function keepExchange(
  { request, outcome }: Exchange,
  provider: AnyConversationProvider,
  configuration: Configuration<unknown, unknown>,
  secrets: unknown,
): KeptExchange {
  const shown: OutboundRequest = provider.redact(request, configuration);
  const body = redactEchoes(shown.body ?? '', secrets);
  return {
    request: {
      method: shown.method,
      url: redactEchoes(shown.url, secrets),
      headers: shown.headers,
      body: shortenBody(body),
      bodyBytes: Buffer.byteLength(body),
    },
    response: outcome.kind === 'response' ? keep(outcome, secrets) : null,
    durationMs: outcome.durationMs,
  };
}
