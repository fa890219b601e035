import { joinUrl } from '../../contract/base-url.ts';
import type { Configuration, HttpProvider, RequestAddress } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { newRelicCheckVerdict, toCheck } from './check.ts';
import { toMutation } from './mutation.ts';
import { type NewRelicRegion, regions } from './regions.ts';
import {
  type NewRelicSecrets,
  type NewRelicSettings,
  newRelicSecrets,
  newRelicSettings,
} from './settings.ts';
import { newRelicVerdict } from './verdict.ts';

const contentType = 'application/json';

/** New Relic: a FEATURE_FLAG event of Change Tracking for each entity, created with NerdGraph. */
export const newRelic: HttpProvider<NewRelicSettings, NewRelicSecrets> = {
  kind: 'http',
  name: 'newRelic',
  label: 'New Relic',
  category: 'observability',
  description: 'New Relic, which marks changes of flags on the charts of the affected entities.',
  docsUrl: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys',
  settings: newRelicSettings,
  secrets: newRelicSecrets,
  limits: {
    // The limit of the event API (10^6 bytes). Bodies are much smaller, because each text in them is cut.
    bodyBytes: 1_000_000,
    // New Relic allows 25 concurrent requests of one user, over all keys; some of them are left to the user's other clients.
    // No rate limit is published.
    inFlight: 5,
    perSecond: 5,
    // Timestamps more than 24 hours from now are rejected.
    maxAgeMs: 24 * 3_600_000,
  },

  /** An event of New Relic belongs to one entity, so each entity gets its own delivery. */
  targets: ({ entityGuids }) => entityGuids,
  body: (event, { settings, target }) => ({
    contentType,
    body: JSON.stringify(toMutation(event, settings, target)),
  }),
  address: toAddress,
  verdict: newRelicVerdict,

  destinations: { field: 'apiUrl', main: ({ settings }) => endpointOf(settings) },

  /** Queries the user of the key and the number of entities that the user can see. */
  connectionTest: {
    request(configuration) {
      const { url, headers } = toAddress(configuration);
      const body = JSON.stringify(toCheck(configuration.settings));
      return { method: 'POST', url, headers: { ...headers, 'Content-Type': contentType }, body };
    },
    verdict: (response, { settings }, now) => newRelicCheckVerdict(response, settings, now),
  },

  redact: (request, { secrets }) => redactRequest(request, secrets, ['API-Key']),
};

function toAddress({ settings, secrets }: Configuration<NewRelicSettings, NewRelicSecrets>): RequestAddress {
  const headers = { 'API-Key': secrets.apiKey, 'User-Agent': 'GoGreen' };
  return { method: 'POST', url: endpointOf(settings), headers };
}

function endpointOf({ apiUrl, region }: NewRelicSettings): string {
  return joinUrl(apiUrl || regions[region as NewRelicRegion], '/graphql');
}
