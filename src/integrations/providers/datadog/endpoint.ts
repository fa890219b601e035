import type { DatadogApi, DatadogSettings } from './settings.ts';

/** The chosen API; where none was, the one whose events the site shows: Change Tracking is missing on government sites. */
export function apiOf({ api, site }: DatadogSettings): DatadogApi {
  return api ?? (site.endsWith('ddog-gov.com') ? 'V1' : 'V2');
}

/** Where the paths of an API begin. Events of v2 have a host of their own; the general one is deprecated for them. */
export function baseOf({ apiUrl, site }: DatadogSettings, api: DatadogApi): string {
  return apiUrl || `https://${api === 'V2' ? 'event-management-intake' : 'api'}.${site}`;
}
