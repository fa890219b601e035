import { joinUrl } from '../../contract/base-url.ts';
import type { HttpProvider } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { apiOf, baseOf } from './endpoint.ts';
import { type DatadogSecrets, type DatadogSettings, datadogSecrets, datadogSettings } from './settings.ts';
import { toV1Event } from './v1-event.ts';
import { toV2Event } from './v2-event.ts';
import { datadogCheckVerdict, datadogVerdict } from './verdict.ts';

/** Datadog: a change event for Change Tracking (API v2), or a plain event (API v1). */
export const datadog: HttpProvider<DatadogSettings, DatadogSecrets> = {
  kind: 'http',
  name: 'datadog',
  label: 'Datadog',
  category: 'observability',
  description: 'Datadog, which shows changes of flags beside the affected services.',
  docsUrl: 'https://docs.datadoghq.com/account_management/api-app-keys',
  settings: datadogSettings,
  secrets: datadogSecrets,
  limits: {
    // No limit is published. Bodies are much smaller, because each text and value in them is cut.
    bodyBytes: 256 * 1024,
    // 18 hours, by the description of `timestamp` (v2) and `date_happened` (v1) in Datadog's OpenAPI.
    maxAgeMs: 18 * 3_600_000,
  },

  destinations: {
    field: 'apiUrl',
    main: ({ settings }) => baseOf(settings, apiOf(settings)),
    // Each API of a site has its own host.
    audience: ({ settings: { apiUrl, site } }) => (apiUrl ? new URL(apiUrl).origin : site),
  },

  body: (event, { settings }) => ({
    contentType: 'application/json',
    body: JSON.stringify(apiOf(settings) === 'V2' ? toV2Event(event, settings) : toV1Event(event, settings)),
  }),
  address({ settings, secrets }) {
    const api = apiOf(settings);
    const path = api === 'V2' ? '/api/v2/events' : '/api/v1/events';
    return { method: 'POST', url: joinUrl(baseOf(settings, api), path), headers: headersOf(secrets) };
  },
  verdict: datadogVerdict,

  /** Tests whether the API key belongs to the site. Everything else could be tested only by sending an event. */
  connectionTest: {
    request: ({ settings, secrets }) => ({
      method: 'GET',
      url: joinUrl(baseOf(settings, 'V1'), '/api/v1/validate'),
      headers: headersOf(secrets),
      body: null,
    }),
    verdict: (response, _configuration, now) => datadogCheckVerdict(response, now),
  },

  redact: (request, { secrets }) => redactRequest(request, secrets, ['DD-API-KEY', 'DD-APPLICATION-KEY']),
};

function headersOf({ apiKey, applicationKey }: DatadogSecrets): Record<string, string> {
  return {
    'DD-API-KEY': apiKey,
    ...(applicationKey ? { 'DD-APPLICATION-KEY': applicationKey } : {}),
    Accept: 'application/json',
    'User-Agent': 'GoGreen',
  };
}
