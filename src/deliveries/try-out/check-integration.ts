/** Checks with the API of a provider whether deliveries would work, without making one. */

import { credentialsIn } from '../../integrations/secrets/credentials-in.ts';
import { redactEchoes } from '../../integrations/secrets/redact-echoes.ts';
import type { App } from '../../platform/app.ts';
import type { OutboundRequest } from '../../platform/egress/outbound.ts';
import { ConflictError } from '../../platform/errors.ts';
import { type KeptResponse, keep } from '../attempts/finished-attempt.ts';
import { judge } from '../attempts/judge.ts';
import { findTried, type TriedInput } from './find-tried.ts';

export interface ConnectionCheck {
  /** Why deliveries would fail. Null when the check succeeded. */
  reason: string | null;
  request: OutboundRequest;
  response: KeptResponse | null;
}

/** Makes the provider's harmless check request. Fails with ConflictError for providers without one. */
export async function checkIntegration(app: App, input: TriedInput): Promise<ConnectionCheck> {
  const tried = await findTried(app, input);
  const { provider, project } = tried;
  const { connectionTest } = provider;
  if (!connectionTest) {
    throw new ConflictError(`${provider.label} has no connection check. Use testIntegration instead.`);
  }
  const configuration = tried.configuration();
  const request = connectionTest.request(configuration);
  const outcome = await app.outbound.send(request, undefined, project.id);
  const shown = provider.redact(request, configuration);
  const secrets = [configuration.secrets, credentialsIn(request, shown)];
  const { error } = judge(
    outcome,
    (response, now) => connectionTest.verdict(response, configuration, now),
    secrets,
    app.now(),
  );
  return {
    reason: error?.message ?? null,
    request: { ...shown, body: shown.body && redactEchoes(shown.body, secrets) },
    response: outcome.kind === 'response' ? keep(outcome, secrets) : null,
  };
}
