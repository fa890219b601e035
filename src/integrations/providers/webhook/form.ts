/** The form of webhooks, and their settings and secrets from it. */

import { z } from 'zod';
import type { Issue } from '../../../platform/errors.ts';
import { rejectIfAny } from '../../../platform/input/input.ts';
import type { Configuration, Form } from '../../contract/provider.ts';
import { addEarlier } from '../../secrets/earlier-secrets.ts';
import { headerNames, headerValue, MAX_HEADER_NAME_BYTES, MAX_HEADERS } from './headers.ts';
import {
  DEFAULT_MAX_IN_FLIGHT,
  maxInFlight,
  maxPerSecond,
  payloadFormat,
  signingSecret,
  type WebhookSecrets,
  type WebhookSettings,
  webhookUrl,
} from './settings.ts';
import { replacedSecrets } from './signature-headers.ts';

const name = z
  .string()
  .describe('Name of the header, at most 200 characters. Headers that GoGreen sets are rejected.')
  .meta({ label: 'Name', placeholder: 'Authorization', maxLength: MAX_HEADER_NAME_BYTES });
const newHeader = z
  .object({
    name,
    value: headerValue
      .describe('Value: printable ASCII, at most 4,096 characters. Not shown again.')
      .meta({ label: 'Value' }),
  })
  .meta({
    id: 'WebhookHeaderInput',
    description: 'A header that is added to every request, such as Authorization.',
  });
const changedHeader = z
  .object({
    name,
    value: headerValue.nullish().describe('New value. Left out or null: the value is kept.'),
  })
  .meta({ id: 'WebhookHeaderChangeInput', description: 'A header of an existing webhook.' });

const limits = {
  maxInFlight: maxInFlight
    .nullish()
    .describe('Most requests at the same time, 1 to 100. Default: 10. Further deliveries are queued.')
    .meta({ label: 'Requests at the same time', advanced: true, placeholder: String(DEFAULT_MAX_IN_FLIGHT) }),
  maxPerSecond: maxPerSecond
    .nullish()
    .describe(
      'Most requests per second, 0.01 to 1,000; 0: no limit, which is the default. Further deliveries are queued.',
    )
    .meta({ label: 'Requests per second', advanced: true, placeholder: '0' }),
};

const URL_META = { label: 'URL', placeholder: 'https://example.com/webhooks' };

const input = z.object({
  url: webhookUrl.describe('http or https, at most 2,000 characters.').meta(URL_META),
  payloadFormat: payloadFormat
    .nullish()
    .describe('Format of the body. Default: GOGREEN.')
    .meta({ label: 'Format' }),
  headers: z
    .array(newHeader)
    .superRefine(checkNames)
    .nullish()
    .describe('Headers that are added to every request, at most 20.')
    .meta({ label: 'Headers', maxItems: MAX_HEADERS }),
  signingSecret: signingSecret
    .nullish()
    .describe(
      'Signing secret: `whsec_` and the base64 of 24 to 64 bytes. Left out: one is generated and shown once.',
    )
    .meta({ label: 'Signing secret', advanced: true, placeholder: 'whsec_…' }),
  ...limits,
});

const change = z.object({
  url: webhookUrl.nullish().describe('http or https, at most 2,000 characters.'),
  payloadFormat: payloadFormat.nullish().describe('Format of the body.'),
  headers: z
    .array(changedHeader)
    .superRefine(checkNames)
    .nullish()
    .describe('All headers, at most 20. Headers that are not in the list are removed.'),
  ...limits,
});

export const webhookForm: Form<WebhookSettings, WebhookSecrets> = {
  input,
  change,

  configure(given: z.output<typeof input>, generator) {
    const { url, payloadFormat, headers, signingSecret, maxInFlight, maxPerSecond } = given;
    const added = headers ?? [];
    return {
      settings: {
        url,
        payloadFormat: payloadFormat ?? 'GOGREEN',
        headerNames: added.map((header) => header.name),
        maxInFlight: maxInFlight ?? DEFAULT_MAX_IN_FLIGHT,
        maxPerSecond: maxPerSecond ?? 0,
      },
      secrets: {
        signingSecret: signingSecret ?? generator.signingSecret(),
        headerValues: Object.fromEntries(added.map((header) => [header.name, header.value])),
      },
    };
  },

  reconfigure({ settings, secrets }, changed: z.output<typeof change>) {
    const { url, payloadFormat, headers, maxInFlight, maxPerSecond } = changed;
    // Case is ignored in header names.
    const stored = new Map(
      Object.entries(secrets.headerValues).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const present = settings.headerNames.map((name) => ({ name, value: null }));
    const wanted = (headers ?? present).map(({ name, value }) => ({
      name,
      value: value ?? stored.get(name.toLowerCase()),
    }));
    rejectIfAny(
      wanted.flatMap(({ name, value }, index) => (value === undefined ? [withoutValue(name, index)] : [])),
    );
    return {
      settings: {
        url: url ?? settings.url,
        payloadFormat: payloadFormat ?? settings.payloadFormat,
        headerNames: wanted.map(({ name }) => name),
        maxInFlight: maxInFlight ?? settings.maxInFlight,
        maxPerSecond: maxPerSecond ?? settings.maxPerSecond,
      },
      secrets: {
        ...secrets,
        headerValues: Object.fromEntries(wanted.map(({ name, value }) => [name, value ?? ''])),
      },
    };
  },
};

/** The configuration with a new signing secret. The present one also signs until `previousValidUntil`. */
export function rotateWebhookSecret(
  { settings, secrets }: Configuration<WebhookSettings, WebhookSecrets>,
  signingSecret: string,
  previousValidUntil: Date,
  now: Date,
): Configuration<WebhookSettings, WebhookSecrets> {
  const { headerValues } = secrets;
  const replaced = { value: secrets.signingSecret, validUntil: previousValidUntil };
  const [previous, ...earlierSigningSecrets] = addEarlier(replacedSecrets(secrets), replaced, now);
  if (!previous) return { settings, secrets: { signingSecret, headerValues } };
  const { value: previousSigningSecret, validUntil } = previous;
  return {
    settings,
    secrets: {
      signingSecret,
      previousSigningSecret,
      previousValidUntil: validUntil,
      earlierSigningSecrets,
      headerValues,
    },
  };
}

/** Headers by their names: the form has them all in one field. */
export function secretFields(secrets: WebhookSecrets): Record<string, string> {
  const { signingSecret, previousSigningSecret, earlierSigningSecrets = [], headerValues } = secrets;
  const headers = Object.entries(headerValues).map(([name, value]) => [`headers.${name}`, value] as const);
  return {
    signingSecret,
    ...(previousSigningSecret === undefined ? {} : { previousSigningSecret }),
    ...Object.fromEntries(
      earlierSigningSecrets.map(({ value }, at) => [`earlierSigningSecrets.${at}`, value]),
    ),
    ...Object.fromEntries(headers),
  };
}

function withoutValue(name: string, index: number): Issue {
  const path = `provider.webhook.headers.${index}.value`;
  return { path, message: `must be set: the webhook has no header "${name}" yet` };
}

/** The names are checked together, because each may occur only once. */
function checkNames(headers: { name: string }[], context: z.RefinementCtx): void {
  const names = headerNames.safeParse(headers.map((header) => header.name));
  for (const { path, message } of names.error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: path.length > 0 ? [...path, 'name'] : [], message });
  }
}
