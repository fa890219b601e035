/** What a webhook is asked to be, as settings and secrets. */

import { z } from 'zod';
import type { Issue } from '../../../platform/errors.ts';
import { rejectIfAny } from '../../../platform/input/input.ts';
import type { Configuration, Form } from '../../contract/provider.ts';
import { addEarlier } from '../../secrets/earlier-secrets.ts';
import { headerNames, headerValue } from './headers.ts';
import {
  payloadFormat,
  signingSecret,
  type WebhookSecrets,
  type WebhookSettings,
  webhookUrl,
} from './settings.ts';
import { replacedSecrets } from './signature-headers.ts';

const name = z.string().describe('Its name, at most 200 characters; not one that GoGreen sets.');
const newHeader = z
  .object({
    name,
    value: headerValue.describe('Its value: printable ASCII, at most 4,096 characters. Never shown again.'),
  })
  .meta({
    id: 'WebhookHeaderInput',
    description: 'A header that is added to every request, such as Authorization.',
  });
const changedHeader = z
  .object({
    name,
    value: headerValue.nullish().describe('Its new value. Left out: the one that it has.'),
  })
  .meta({ id: 'WebhookHeaderChangeInput', description: 'A header of an existing webhook.' });

const input = z.object({
  url: webhookUrl.describe('http or https, at most 2,000 characters.'),
  payloadFormat: payloadFormat.nullish().describe('How the body is written. Left out: GOGREEN.'),
  headers: z.array(newHeader).superRefine(checkNames).nullish().describe('At most 20.'),
  signingSecret: signingSecret
    .nullish()
    .describe('`whsec_` and the base64 of 24 to 64 bytes. Left out: one is made and shown once.'),
});

const change = z.object({
  url: webhookUrl.nullish().describe('http or https, at most 2,000 characters.'),
  payloadFormat: payloadFormat.nullish().describe('How the body is written.'),
  headers: z.array(changedHeader).superRefine(checkNames).nullish().describe('All headers, at most 20.'),
});

export const webhookForm: Form<WebhookSettings, WebhookSecrets> = {
  input,
  change,

  configure({ url, payloadFormat, headers, signingSecret: given }: z.output<typeof input>, chance) {
    const added = headers ?? [];
    return {
      settings: {
        url,
        payloadFormat: payloadFormat ?? 'GOGREEN',
        headerNames: added.map((header) => header.name),
      },
      secrets: {
        signingSecret: given ?? chance.signingSecret(),
        headerValues: Object.fromEntries(added.map((header) => [header.name, header.value])),
      },
    };
  },

  reconfigure({ settings, secrets }, { url, payloadFormat, headers }: z.output<typeof change>) {
    // Header names ignore case, and so does the search for the value that a header has.
    const known = new Map(
      Object.entries(secrets.headerValues).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const present = settings.headerNames.map((name) => ({ name, value: null }));
    const wanted = (headers ?? present).map(({ name, value }) => ({
      name,
      value: value ?? known.get(name.toLowerCase()),
    }));
    rejectIfAny(
      wanted.flatMap(({ name, value }, index) => (value === undefined ? [withoutValue(name, index)] : [])),
    );
    return {
      settings: {
        url: url ?? settings.url,
        payloadFormat: payloadFormat ?? settings.payloadFormat,
        headerNames: wanted.map(({ name }) => name),
      },
      secrets: {
        ...secrets,
        headerValues: Object.fromEntries(wanted.map(({ name, value }) => [name, value ?? ''])),
      },
    };
  },
};

/** A webhook with a new signing secret; the present one signs as well until `previousValidUntil`, earlier ones until theirs. */
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

/** Each header by its name: the form has them all in one field. */
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
  return { path, message: `is needed: the webhook has no header "${name}" yet whose value could be kept` };
}

/** The names are checked together, since none may stand twice. */
function checkNames(headers: { name: string }[], context: z.RefinementCtx): void {
  const names = headerNames.safeParse(headers.map((header) => header.name));
  for (const { path, message } of names.error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: path.length > 0 ? [...path, 'name'] : [], message });
  }
}
