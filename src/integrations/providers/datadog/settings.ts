import { z } from 'zod';
import { requiredText } from '../../../platform/input/input.ts';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductIssue } from '../../contract/base-url.ts';
import { sites } from './sites.ts';

/** From the schema of v2 change events in Datadog's OpenAPI, which allows 100 tags: ten are GoGreen's own. */
const MAX_SERVICES = 100;
const MAX_TAGS = 90;
const MAX_SERVICE_LENGTH = 128;
const MAX_TAG_LENGTH = 200;

const apis = ['V2', 'V1'] as const;
export type DatadogApi = (typeof apis)[number];

const ownTag = /^(project|environment|flag|gogreen_event|gogreen_event_id|gogreen_test):/i;

const tag = z
  .string()
  .max(MAX_TAG_LENGTH, `must be at most ${MAX_TAG_LENGTH} characters long`)
  .regex(
    /^[A-Za-z][\w.:/-]*$/,
    'must be a tag such as team:web: a letter, followed by letters, digits and any of _ - . : /',
  )
  .refine((text) => !ownTag.test(text), {
    error: ({ input }) =>
      `"${input}" is reserved: GoGreen sets ${String(input).split(':')[0]} itself; use another name`,
  });

const site = z
  .string()
  .trim()
  .toLowerCase()
  .refine((name) => Object.hasOwn(sites, name), {
    error: ({ input }) =>
      `"${input}" is not a site of Datadog. The site is the address of your Datadog without "app.": one of ` +
      Object.keys(sites).join(', '),
  })
  .meta({ values: sites });

export const datadogSettings = z.object({
  site: site
    .default('datadoghq.com')
    .describe(
      'Datadog site, such as datadoghq.com or datadoghq.eu: the address of your Datadog without "app.". Default: datadoghq.com.',
    )
    .meta({ label: 'Site' }),
  api: z
    .enum(apis, `must be one of ${apis.join(', ')}`)
    .meta({
      id: 'DatadogApi',
      description: 'Kind of event that is sent to Datadog.',
      values: {
        V2: 'Change events, which Change Tracking shows beside the affected services.',
        V1: 'Plain events, for the event explorer and overlays. They need no application key.',
      } satisfies Record<DatadogApi, string>,
    })
    .nullish()
    .describe(
      'Kind of event that is sent. Default: V2, but V1 on the government sites, which have no Change Tracking.',
    )
    .meta({ label: 'Kind of event', advanced: true }),
  services: z
    .array(requiredText(MAX_SERVICE_LENGTH))
    .max(MAX_SERVICES, `at most ${MAX_SERVICES} services`)
    .default([])
    .describe(
      'Names in APM of the services that the flags affect, at most 100. V2 events are shown beside them.',
    )
    .meta({ label: 'Services', placeholder: 'checkout' }),
  tags: z
    .array(tag)
    .max(MAX_TAGS, `at most ${MAX_TAGS} tags`)
    .default([])
    .describe('Tags that are added to every event besides those of GoGreen, such as team:web. At most 90.')
    .meta({ label: 'Tags', placeholder: 'team:web' }),
  apiUrl: baseUrl(apiUrlIssue)
    .nullish()
    .describe(
      'Base URL that requests are sent to instead of the site, for proxies and gateways. Left out or empty: the site.',
    )
    .meta({ label: 'API URL', advanced: true }),
});
export type DatadogSettings = z.output<typeof datadogSettings>;

export const datadogSecrets = z.object({
  apiKey: apiKey('Datadog', apiKeyIssue)
    .describe('An API key, from Organization Settings > API Keys. Not shown again.')
    .meta({ label: 'API key' }),
  applicationKey: apiKey('Datadog', () => null)
    .nullish()
    .describe('An application key, which is sent with V2 events. Left out or empty: none. Not shown again.')
    .meta({ label: 'Application key' }),
});
export type DatadogSecrets = z.output<typeof datadogSecrets>;

function apiKeyIssue(key: string): string | null {
  if (key === '') return 'must not be empty; take an API key from Organization Settings > API Keys';
  // API keys have 32 hexadecimal digits, application keys 40.
  return /^[0-9a-f]{40}$/i.test(key) || key.startsWith('ddapp_')
    ? 'is an application key; take an API key from Organization Settings > API Keys'
    : null;
}

function apiUrlIssue(url: URL): string | null {
  if (url.hostname.startsWith('app.')) {
    return 'is the address of the Datadog web pages; omit it and set site instead';
  }
  return otherProductIssue(url, 'Datadog');
}
