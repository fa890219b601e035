import { z } from 'zod';
import { requiredText } from '../../../platform/input/input.ts';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductFault } from '../../contract/base-url.ts';
import { sites } from './sites.ts';

/** Both from the schema of v2 change events in Datadog's OpenAPI; ten of the tags are ours. */
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
    'must be a tag such as team:web: letters, digits and any of _ - . : / after a letter',
  )
  .refine((text) => !ownTag.test(text), {
    error: ({ input }) =>
      `"${input}" is reserved: GoGreen sets ${String(input).split(':')[0]} itself; use another name`,
  });

const site = z
  .string()
  .trim()
  .toLowerCase()
  .refine((name) => sites.includes(name), {
    error: ({ input }) =>
      `"${input}" is not a site of Datadog. It is what stands after "app." or instead of it in the address of your ` +
      `Datadog: one of ${sites.join(', ')}`,
  });

export const datadogSettings = z.object({
  site: site
    .default('datadoghq.com')
    .describe(
      'The Datadog site, such as datadoghq.com or datadoghq.eu: the address of your Datadog without "app.".',
    ),
  api: z
    .enum(apis, `must be one of ${apis.join(', ')}`)
    .meta({
      id: 'DatadogApi',
      description: 'Which kind of event is sent to Datadog.',
      values: {
        V2: 'Change events, which Change Tracking shows beside the services in question.',
        V1: 'Plain events, for the event explorer and overlays. They need no application key.',
      } satisfies Record<DatadogApi, string>,
    })
    .nullish()
    .describe(
      'Which kind of event is sent. Left out: V2, but V1 on the government sites, which lack Change Tracking.',
    ),
  services: z
    .array(requiredText(MAX_SERVICE_LENGTH))
    .max(MAX_SERVICES, `at most ${MAX_SERVICES} services`)
    .default([])
    .describe(
      'The names of the services that the flags affect, as APM has them: V2 events are shown there. At most 100.',
    ),
  tags: z
    .array(tag)
    .max(MAX_TAGS, `at most ${MAX_TAGS} tags`)
    .default([])
    .describe('Tags for every event besides project, environment and flag, such as team:web. At most 90.'),
  apiUrl: baseUrl(apiUrlFault)
    .nullish()
    .describe(
      'Where requests go instead of the site, for proxies and gateways. Left out or empty: to the site.',
    ),
});
export type DatadogSettings = z.output<typeof datadogSettings>;

export const datadogSecrets = z.object({
  apiKey: apiKey('Datadog', apiKeyFault).describe(
    'An API key, from Organization Settings > API Keys. Never shown again.',
  ),
  applicationKey: apiKey('Datadog', () => null)
    .nullish()
    .describe('An application key, sent with V2 events when given. Empty: none. Never shown again.'),
});
export type DatadogSecrets = z.output<typeof datadogSecrets>;

function apiKeyFault(key: string): string | null {
  if (key === '') return 'must not be empty; take an API key from Organization Settings > API Keys';
  // API keys have 32 hexadecimal digits, application keys 40.
  return /^[0-9a-f]{40}$/i.test(key) || key.startsWith('ddapp_')
    ? 'is an application key; take an API key from Organization Settings > API Keys'
    : null;
}

function apiUrlFault(url: URL): string | null {
  if (url.hostname.startsWith('app.')) {
    return 'is the address of the Datadog web pages; leave it out and set site instead';
  }
  return otherProductFault(url, 'Datadog');
}
