import type { DatadogApi, DatadogSettings } from './settings.ts';

/** The chosen API. Default: V2, but V1 on government sites, which have no Change Tracking. */
export function apiOf({ api, site }: DatadogSettings): DatadogApi {
  return api ?? (site.endsWith('ddog-gov.com') ? 'V1' : 'V2');
}

/** The base URL of an API. V2 events have a host of their own; for them the general host is deprecated. */
export function baseOf({ apiUrl, site }: DatadogSettings, api: DatadogApi): string {
  return apiUrl || `https://${api === 'V2' ? 'event-management-intake' : 'api'}.${site}`;
}
