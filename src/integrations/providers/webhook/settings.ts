import { z } from 'zod';
import { isSigningSecret } from '../../../platform/secrets/signing.ts';
import { httpUrlIssue } from '../../contract/http-url.ts';
import { earlierSecrets } from '../../secrets/earlier-secrets.ts';
import { headerNames, headerValue } from './headers.ts';

export const payloadFormats = ['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

const MAX_URL_LENGTH = 2_000;

/** A valid URL. Whether it may be called is decided by the egress policy. */
export const webhookUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const issue = httpUrlIssue(text);
    if (issue !== null) context.addIssue({ code: 'custom', message: issue });
  })
  .meta({ format: 'uri' });

export const signingSecret = z
  .string()
  .refine(
    isSigningSecret,
    'must be whsec_ followed by the base64 of 24 to 64 bytes; omit it to have one generated',
  )
  .meta({ secret: true });

export const payloadFormat = z.enum(payloadFormats, `must be one of ${payloadFormats.join(', ')}`).meta({
  id: 'WebhookPayloadFormat',
  description: 'Format of the body of a webhook.',
  values: {
    GOGREEN: "GoGreen's own format: the event, the changes by field, and the actor.",
    TGGL: 'The format of Tggl webhooks, with the typed changes.',
    CLOUDEVENTS: 'CloudEvents 1.0 in structured mode, with the GOGREEN body as its data.',
  } satisfies Record<PayloadFormat, string>,
});

const MAX_IN_FLIGHT = 100;
const MAX_PER_SECOND = 1_000;

export const maxInFlight = z
  .int(`must be a whole number from 1 to ${MAX_IN_FLIGHT}`)
  .min(1, `must be a whole number from 1 to ${MAX_IN_FLIGHT}`)
  .max(MAX_IN_FLIGHT, `must be a whole number from 1 to ${MAX_IN_FLIGHT}`);

const RATE = `must be from 0.01 to ${MAX_PER_SECOND}, or 0 for no limit`;
export const maxPerSecond = z
  .number(RATE)
  .refine((rate) => rate === 0 || (rate >= 0.01 && rate <= MAX_PER_SECOND), RATE)
  .meta({ minimum: 0, maximum: MAX_PER_SECOND });

/** Read by `queues_to_claim`, as the fields below. */
export const DEFAULT_MAX_IN_FLIGHT = 10;

export const webhookSettings = z.object({
  url: webhookUrl.describe('URL that requests are sent to.'),
  payloadFormat,
  headerNames: headerNames.describe('Names of the added headers, in order. Their values are secret.'),
  maxInFlight: maxInFlight
    .default(DEFAULT_MAX_IN_FLIGHT)
    .describe('Most requests at the same time. Further deliveries are queued.'),
  maxPerSecond: maxPerSecond
    .default(0)
    .describe('Most requests per second; 0: no limit. Further deliveries are queued.'),
});
export type WebhookSettings = z.output<typeof webhookSettings>;

export const webhookSecrets = z.object({
  signingSecret,
  /** Also signs until `previousValidUntil`, so that receivers have time to switch. */
  previousSigningSecret: signingSecret.optional(),
  previousValidUntil: z.iso.datetime().optional(),
  /** Earlier ones, each of which also signs until a time of its own. */
  earlierSigningSecrets: earlierSecrets(signingSecret).optional(),
  /** By name of the header. */
  headerValues: z.record(z.string(), headerValue),
});
export type WebhookSecrets = z.output<typeof webhookSecrets>;
