import { z } from 'zod';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductIssue } from '../../contract/base-url.ts';
import { properties } from './properties.ts';

/** From Dynatrace's documentation of the entity selector. */
const MAX_SELECTOR_LENGTH = 2_000;

/** The informational types. All other types open problems, which alert people. */
const eventTypes = ['CUSTOM_CONFIGURATION', 'CUSTOM_DEPLOYMENT', 'CUSTOM_ANNOTATION', 'CUSTOM_INFO'] as const;
export type DynatraceEventType = (typeof eventTypes)[number];

export const dynatraceSettings = z.object({
  environmentUrl: baseUrl(environmentUrlIssue)
    .refine(
      (url) => url !== '',
      'must be the URL of the environment, such as https://abc12345.live.dynatrace.com',
    )
    .describe(
      'Base URL before /api/v2: https://{environment}.live.dynatrace.com, https://{domain}/e/{environment} of a Managed ' +
        'cluster, https://{activegate}:9999/e/{environment}, or a proxy.',
    )
    .meta({ label: 'Environment URL', placeholder: 'https://abc12345.live.dynatrace.com' }),
  entitySelector: z
    .string()
    .max(MAX_SELECTOR_LENGTH, `must be at most ${MAX_SELECTOR_LENGTH} characters long`)
    .refine(
      (text) => text === '' || /\b(type|entityId)\s*\(/i.test(text),
      'must choose entities with type(…) or entityId(…), such as type(SERVICE),tag("app:checkout")',
    )
    .nullish()
    .describe(
      'The entities that the flags affect, such as type(SERVICE),tag("app:checkout"). Only those that were active in ' +
        'the last 24 hours are found, unless entityId(…) names them. Left out or empty: the whole environment.',
    )
    .meta({ label: 'Entities', placeholder: 'type(SERVICE),tag("app:checkout")' }),
  eventType: z
    .enum(eventTypes, `must be one of ${eventTypes.join(', ')}`)
    .meta({
      id: 'DynatraceEventType',
      description: 'Type of the events in Dynatrace. None of the types opens a problem.',
      values: {
        CUSTOM_CONFIGURATION: 'A change of configuration.',
        CUSTOM_DEPLOYMENT: 'A deployment.',
        CUSTOM_ANNOTATION: 'An annotation.',
        CUSTOM_INFO: 'Any other information.',
      } satisfies Record<DynatraceEventType, string>,
    })
    .default('CUSTOM_CONFIGURATION')
    .describe('Type of the events. Default: CUSTOM_CONFIGURATION.')
    .meta({ label: 'Type of event' }),
  properties: properties
    .default([])
    .describe(
      'Properties that are added to every event, at most 50. Properties of GoGreen begin with gogreen.',
    )
    .meta({ label: 'Properties' }),
});
export type DynatraceSettings = z.output<typeof dynatraceSettings>;

export const dynatraceSecrets = z.object({
  apiToken: apiKey('Dynatrace', apiTokenIssue)
    .describe('An access token with the scope events.ingest, from Access tokens. Not shown again.')
    .meta({ label: 'Access token', placeholder: 'dt0c01.…' }),
});
export type DynatraceSecrets = z.output<typeof dynatraceSecrets>;

function apiTokenIssue(token: string): string | null {
  const where =
    'create an access token with the scope events.ingest under Access tokens; it begins with dt0c01.';
  if (token === '') return `must not be empty; ${where}`;
  return /^dt0(?!c01\.)/.test(token) ? `is a token of another kind, not an access token; ${where}` : null;
}

function environmentUrlIssue(url: URL): string | null {
  const { hostname, pathname } = url;
  if (/\.apps\.dynatrace\.com$/.test(hostname)) {
    return `is the address of the web pages; use ${url.protocol}//${hostname.replace('.apps.', '.live.')}`;
  }
  if (/\/api(\/|$)/.test(pathname)) return 'must end before /api';
  if (/^\/(ui|platform)(\/|$)/.test(pathname)) return 'is the address of a web page; omit its path';
  return otherProductIssue(url, 'Dynatrace');
}
