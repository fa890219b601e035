/** What a webhook is asked to be, as settings and secrets. */

import { z } from 'zod';
import { refuse } from '../../../platform/input.ts';
import type { Configuration } from '../../provider.ts';
import { headerNames, headerValue } from './headers.ts';
import {
  payloadFormats,
  signingSecret,
  type WebhookSecrets,
  type WebhookSettings,
  webhookUrl,
} from './settings.ts';

export type WebhookConfiguration = Configuration<WebhookSettings, WebhookSecrets>;

const format = z.enum(payloadFormats, `must be one of ${payloadFormats.join(', ')}`).nullish();

export const newWebhook = z.object({
  url: webhookUrl,
  payloadFormat: format,
  headers: headerList(headerValue).nullish(),
  signingSecret: signingSecret.nullish(),
});

/** A new webhook; `makeSecret` is used when none was given. */
export function configureWebhook(
  input: z.output<typeof newWebhook>,
  makeSecret: () => string,
): WebhookConfiguration {
  const headers = input.headers ?? [];
  return {
    settings: {
      url: input.url,
      payloadFormat: input.payloadFormat ?? 'GOGREEN',
      headerNames: headers.map(({ name }) => name),
    },
    secrets: {
      signingSecret: input.signingSecret ?? makeSecret(),
      headerValues: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    },
  };
}

export const webhookChange = z.object({
  url: webhookUrl.nullish(),
  payloadFormat: format,
  headers: headerList(headerValue.nullish()).nullish(),
});

/**
 * A webhook with what was given changed. A header without a value keeps the one that it has; fails with
 * InvalidInputError when it has none.
 */
export function reconfigureWebhook(
  { settings, secrets }: WebhookConfiguration,
  change: z.output<typeof webhookChange>,
): WebhookConfiguration {
  const values = new Map(
    Object.entries(secrets.headerValues).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const headers = (change.headers ?? settings.headerNames.map((name) => ({ name, value: null }))).map(
    ({ name, value }, index) => ({ name, value: value ?? values.get(name.toLowerCase()), index }),
  );
  refuse(
    headers
      .filter(({ value }) => value === undefined)
      .map(({ name, index }) => ({
        path: `provider.webhook.headers.${index}.value`,
        message: `is needed: the webhook has no header "${name}" yet whose value could be kept`,
      })),
  );
  return {
    settings: {
      url: change.url ?? settings.url,
      payloadFormat: change.payloadFormat ?? settings.payloadFormat,
      headerNames: headers.map(({ name }) => name),
    },
    secrets: {
      ...secrets,
      headerValues: Object.fromEntries(headers.map(({ name, value }) => [name, value ?? ''])),
    },
  };
}

/** A webhook with a new signing secret; the present one signs as well until `previousValidUntil`. */
export function rotateWebhookSecret(
  { settings, secrets }: WebhookConfiguration,
  signingSecret: string,
  previousValidUntil: Date,
): WebhookConfiguration {
  const previous = {
    previousSigningSecret: secrets.signingSecret,
    previousValidUntil: previousValidUntil.toISOString(),
  };
  return { settings, secrets: { ...secrets, signingSecret, ...previous } };
}

/** Headers by name and value; their names are checked together, since none may stand twice. */
function headerList<Value extends z.ZodType>(value: Value) {
  return z.array(z.object({ name: z.string(), value })).superRefine((headers, context) => {
    const names = headerNames.safeParse(headers.map((header) => (header as { name: string }).name));
    for (const { path, message } of names.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: path.length > 0 ? [...path, 'name'] : [], message });
    }
  });
}
