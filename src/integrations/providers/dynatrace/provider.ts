import { joinUrl } from '../../contract/base-url.ts';
import type { Configuration, HttpProvider, RequestAddress } from '../../contract/provider.ts';
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

const contentType = 'application/json; charset=utf-8';

/** Dynatrace: an event on the entities of an entity selector, created with the Events API v2. */
export const dynatrace: HttpProvider<DynatraceSettings, DynatraceSecrets> = {
  kind: 'http',
  name: 'dynatrace',
  label: 'Dynatrace',
  category: 'observability',
  description:
    'Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities.',
  docsUrl: 'https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication',
  settings: dynatraceSettings,
  secrets: dynatraceSecrets,
  limits: {
    // From Dynatrace's documentation of access limits: 1 MB.
    bodyBytes: 1_000_000,
    // The start of an informational event may be up to 30 days ago.
    maxAgeMs: 30 * 24 * 3_600_000,
  },

  destinations: { field: 'environmentUrl', main: ({ settings }) => settings.environmentUrl },

  body: (event, { settings }) => ({ contentType, body: JSON.stringify(toIngest(event, settings)) }),
  address: (configuration) => toAddress(configuration, '/api/v2/events/ingest'),
  verdict: dynatraceVerdict,

  /** Looks the token up with itself, which needs no scope: the response lists the scopes that it has. */
  connectionTest: {
    request(configuration) {
      const { url, headers } = toAddress(configuration, '/api/v2/apiTokens/lookup');
      const body = JSON.stringify({ token: configuration.secrets.apiToken });
      return { method: 'POST', url, headers: { ...headers, 'Content-Type': contentType }, body };
    },
    verdict: (response, _configuration, now) => dynatraceCheckVerdict(response, now),
  },

  redact: (request, { secrets }) => redactRequest(request, secrets, ['Authorization']),
};

function toAddress(
  { settings, secrets }: Configuration<DynatraceSettings, DynatraceSecrets>,
  path: string,
): RequestAddress {
  return {
    method: 'POST',
    url: joinUrl(settings.environmentUrl, path),
    headers: { Authorization: `Api-Token ${secrets.apiToken}`, 'User-Agent': 'GoGreen' },
  };
}
