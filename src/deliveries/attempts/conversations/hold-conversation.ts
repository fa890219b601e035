/** Holds the conversation of an attempt, and keeps its requests and responses with secrets masked. */

import type { Conversation } from '../../../integrations/contract/conversation.ts';
import type { Configuration } from '../../../integrations/contract/provider.ts';
import type { AnyConversationProvider } from '../../../integrations/providers/registry.ts';
import { credentialsIn } from '../../../integrations/secrets/credentials-in.ts';
import { destinationSecrets } from '../../../integrations/secrets/destination-mask.ts';
import { redactEchoes } from '../../../integrations/secrets/redact-echoes.ts';
import type { App } from '../../../platform/app.ts';
import type { OutboundRequest } from '../../../platform/egress/outbound.ts';
import type { ClaimedEvent } from '../../claim.ts';
import { type FinishedAttempt, type KeptExchange, keep } from '../finished-attempt.ts';
import { shortenBody } from '../http-exchange.ts';
import { failed, type Judgement, judgementOf, unsendable } from '../judge.ts';
import { type Conversed, converse, type Exchange } from './converse.ts';

interface Begun {
  provider: AnyConversationProvider;
  configuration: Configuration<unknown, unknown>;
  conversation: Conversation;
  /** Told of an error of the provider between two requests. */
  onFault(error: Error): void;
}

/** The attempt. Null when it was aborted because the process is stopping. */
export async function holdConversation(
  app: App,
  { occurredAt, project }: Pick<ClaimedEvent, 'occurredAt' | 'project'>,
  { provider, configuration, conversation, onFault }: Begun,
  signal?: AbortSignal,
): Promise<FinishedAttempt | null> {
  const startedAt = app.now();
  const ageMs = startedAt.getTime() - occurredAt.getTime();
  const conversed = await converse(conversation, {
    send: (request, limit) => app.outbound.send(request, limit, project.id),
    refuse: (request) => unsendable(provider, request, ageMs),
    signal,
  });
  if (!conversed) return null;
  if (conversed.end instanceof Error) onFault(conversed.end);
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
