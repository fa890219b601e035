import { below } from '../../contract/base-url.ts';
import type { Provider } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { apiOf, baseOf } from './endpoint.ts';
import { type DatadogSecrets, type DatadogSettings, datadogSecrets, datadogSettings } from './settings.ts';
import { toV1Event } from './v1-event.ts';
import { toV2Event } from './v2-event.ts';
import { datadogCheckVerdict, datadogVerdict } from './verdict.ts';

/** Datadog: a change event for Change Tracking (API v2), or a plain event (API v1). */
export const datadog: Provider<DatadogSettings, DatadogSecrets> = {
  name: 'datadog',
  label: 'Datadog',
  category: 'observability',
  description: 'Datadog, which shows changes of flags beside the services that they affect.',
  settings: datadogSettings,
  secrets: datadogSecrets,
  urlField: 'apiUrl',
  limits: {
    // Not published. What is sent stays far below it: texts and values are cut one by one.
    bodyBytes: 256 * 1024,
    // 18 hours, by the description of `timestamp` (v2) and `date_happened` (v1) in Datadog's OpenAPI.
    maxAgeMs: 18 * 3_600_000,
  },

  request(event, { settings, secrets }) {
    const api = apiOf(settings);
    return {
      method: 'POST',
      url: below(baseOf(settings, api), api === 'V2' ? '/api/v2/events' : '/api/v1/events'),
      headers: { ...headersOf(secrets), 'Content-Type': 'application/json' },
      body: JSON.stringify(api === 'V2' ? toV2Event(event, settings) : toV1Event(event, settings)),
    };
  },

  destination: ({ settings }) => baseOf(settings, apiOf(settings)),
  // A site has a host for each API.
  audience: ({ settings: { apiUrl, site } }) => (apiUrl ? new URL(apiUrl).origin : site),
  verdict: datadogVerdict,

  /** Tells whether the API key belongs to the site; no more can be known without sending an event. */
  check: ({ settings, secrets }) => ({
    method: 'GET',
    url: below(baseOf(settings, 'V1'), '/api/v1/validate'),
    headers: headersOf(secrets),
    body: null,
  }),
  checkVerdict: (response, _context, now) => datadogCheckVerdict(response, now),

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
