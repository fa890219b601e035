/** Sends the one request of an attempt: the guarded client sends it, the provider judges the response. */

import type { Configuration } from '../../integrations/contract/provider.ts';
import type { AnyHttpProvider } from '../../integrations/providers/registry.ts';
import { destinationSecrets } from '../../integrations/secrets/destination-mask.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import type { ClaimedEvent } from '../claim.ts';
import { type FinishedAttempt, keep } from './finished-attempt.ts';
import { judge, unsendable } from './judge.ts';

interface Prepared {
  provider: AnyHttpProvider;
  configuration: Configuration<unknown, unknown>;
  request: OutboundRequest;
}

/** The attempt, with the whole request, secrets masked. Null when it was aborted because the process is stopping. */
export async function sendRequest(
  app: App,
  { occurredAt, project }: Pick<ClaimedEvent, 'occurredAt' | 'project'>,
  { provider, configuration, request }: Prepared,
  signal?: AbortSignal,
): Promise<FinishedAttempt | null> {
  const startedAt = app.now();
  const ageMs = startedAt.getTime() - occurredAt.getTime();
  const outcome =
    unsendable(provider, request, ageMs) ?? (await app.outbound.send(request, signal, project.id));
  if (outcome.kind === 'error' && outcome.class === 'aborted') return null;
  const endedAt = app.now();
  const secrets = [configuration.secrets, destinationSecrets(configuration.settings, request.headers)];
  const { method, url, headers, body } = provider.redact(request, configuration);
  return {
    startedAt,
    endedAt,
    durationMs: outcome.durationMs,
    request: { method, url, headers, ...(body === null ? {} : { body }) },
    response: outcome.kind === 'response' ? keep(outcome, secrets) : null,
    ...judge(outcome, (response, now) => provider.verdict(response, now), secrets, endedAt),
    address: outcome.address,
  };
}
