import { below } from '../../contract/base-url.ts';
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

/** New Relic: a FEATURE_FLAG event of Change Tracking for each entity, by way of NerdGraph. */
export const newRelic: HttpProvider<NewRelicSettings, NewRelicSecrets> = {
  kind: 'http',
  name: 'newRelic',
  label: 'New Relic',
  category: 'observability',
  description: 'New Relic, which marks changes of flags on the charts of the entities that they affect.',
  settings: newRelicSettings,
  secrets: newRelicSecrets,
  limits: {
    // The limit of the event API (10^6 bytes); what is sent stays far below it, since texts are cut one by one.
    bodyBytes: 1_000_000,
    // At most 25 requests of one user at a time are answered, whatever key they use: some are left to others of theirs.
    // Nothing is said of their rate.
    inFlight: 5,
    perSecond: 5,
    // A timestamp further than 24 hours from now is refused.
    maxAgeMs: 24 * 3_600_000,
  },

  /** One event belongs to one entity, so each entity gets a delivery of its own. */
  targets: ({ entityGuids }) => entityGuids,
  body: (event, { settings, target }) => ({
    contentType,
    body: JSON.stringify(toMutation(event, settings, target)),
  }),
  address: toAddress,
  verdict: newRelicVerdict,

  destinations: { field: 'apiUrl', main: ({ settings }) => endpointOf(settings) },

  /** Asks who the key belongs to and how many of the entities it can see. */
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
  return below(apiUrl || regions[region as NewRelicRegion], '/graphql');
}
