import { maskSecret } from '../../../platform/secrets/secrets.ts';
import type { HttpProvider, Links } from '../../contract/provider.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { toCloudEvent } from './cloudevents.ts';
import { fitBody, MAX_BODY_BYTES } from './fit-body.ts';
import { rotateWebhookSecret, secretFields, webhookForm } from './form.ts';
import { toGogreenBody } from './gogreen.ts';
import {
  type PayloadFormat,
  type WebhookSecrets,
  type WebhookSettings,
  webhookSecrets,
  webhookSettings,
} from './settings.ts';
import { signatureHeaders } from './signature-headers.ts';
import { toTgglBody } from './tggl.ts';
import { webhookVerdict } from './verdict.ts';

/** Any HTTP endpoint, with signed bodies in one of three formats. */
export const webhook: HttpProvider<WebhookSettings, WebhookSecrets> = {
  kind: 'http',
  name: 'webhook',
  label: 'Webhook',
  category: 'webhook',
  description: 'An HTTP endpoint that receives signed requests.',
  docsUrl: 'https://www.standardwebhooks.com',
  settings: webhookSettings,
  secrets: webhookSecrets,
  form: webhookForm,
  // Signing secrets are never sent.
  sentSecrets: { headerValues: 'headers' },
  secretFields,
  limits: { bodyBytes: MAX_BODY_BYTES },

  destinations: { field: 'url', main: ({ settings }) => settings.url },
  signingSecret: { reveal: ({ signingSecret }) => signingSecret, rotate: rotateWebhookSecret },

  body(event, { settings, links }) {
    const { contentType, render } = formats[settings.payloadFormat];
    const known = bodies.get(event) ?? new Map<PayloadFormat, string>();
    bodies.set(event, known);
    const body = known.get(settings.payloadFormat) ?? fitBody(event, (shown) => render(shown, links));
    known.set(settings.payloadFormat, body);
    return { contentType, body };
  },
  address: ({ settings, secrets }) => ({
    method: 'POST',
    url: settings.url,
    // GoGreen's own headers come last: they override a reserved name that the validation of the input has missed.
    headers: { ...userHeaders(settings, secrets), 'User-Agent': 'GoGreen' },
  }),
  sign: signatureHeaders,
  verdict: webhookVerdict,

  redact(request, { settings }) {
    const secretNames = new Set(settings.headerNames);
    const headers = Object.entries(request.headers).map(([name, value]) => [
      name,
      secretNames.has(name) ? maskSecret(value) : value,
    ]);
    return { ...request, headers: Object.fromEntries(headers) };
  },
};

/** Those of the events that are being fanned out: thousands of webhooks of a project share one. */
const bodies = new WeakMap<OutgoingEvent, Map<PayloadFormat, string>>();

const formats: Record<
  PayloadFormat,
  { contentType: string; render(event: OutgoingEvent, links: Links): Record<string, unknown> }
> = {
  GOGREEN: { contentType: 'application/json', render: toGogreenBody },
  TGGL: { contentType: 'application/json', render: toTgglBody },
  CLOUDEVENTS: { contentType: 'application/cloudevents+json', render: toCloudEvent },
};

function userHeaders(
  { headerNames }: WebhookSettings,
  { headerValues }: WebhookSecrets,
): Record<string, string> {
  const given = headerNames.flatMap((name) => {
    // Own properties only: a header may have the name of an inherited one, such as "constructor".
    const value = Object.hasOwn(headerValues, name) ? headerValues[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
