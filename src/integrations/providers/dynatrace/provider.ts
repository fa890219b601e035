import { below } from '../../contract/base-url.ts';
import type { Provider } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { dynatraceCheckVerdict } from './check.ts';
import { toIngest } from './ingest.ts';
import {
  type DynatraceSecrets,
  type DynatraceSettings,
  dynatraceSecrets,
  dynatraceSettings,
} from './settings.ts';
import { dynatraceVerdict } from './verdict.ts';

/** Dynatrace: an event on the entities that a selector chooses, by way of the Events API v2. */
export const dynatrace: Provider<DynatraceSettings, DynatraceSecrets> = {
  name: 'dynatrace',
  label: 'Dynatrace',
  category: 'observability',
  description:
    'Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the entities that they affect.',
  settings: dynatraceSettings,
  secrets: dynatraceSecrets,
  urlField: 'environmentUrl',
  limits: {
    // From Dynatrace's documentation of access limits: 1 MB.
    bodyBytes: 1_000_000,
    // Informational events may have begun up to 30 days ago.
    maxAgeMs: 30 * 24 * 3_600_000,
  },

  request: (event, { settings, secrets }) =>
    toRequest(settings, secrets, '/api/v2/events/ingest', toIngest(event, settings)),
  destination: ({ settings }) => settings.environmentUrl,
  verdict: dynatraceVerdict,

  /** Looks the token up with itself, which needs no scope: its answer lists the scopes that it has. */
  check: ({ settings, secrets }) =>
    toRequest(settings, secrets, '/api/v2/apiTokens/lookup', { token: secrets.apiToken }),
  checkVerdict: (response, _context, now) => dynatraceCheckVerdict(response, now),

  redact: (request, { secrets }) => redactRequest(request, secrets, ['Authorization']),
};

function toRequest(
  { environmentUrl }: DynatraceSettings,
  { apiToken }: DynatraceSecrets,
  path: string,
  body: Record<string, unknown>,
) {
  return {
    method: 'POST' as const,
    url: below(environmentUrl, path),
    headers: {
      Authorization: `Api-Token ${apiToken}`,
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'GoGreen',
    },
    body: JSON.stringify(body),
  };
}
