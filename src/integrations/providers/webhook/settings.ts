import { z } from 'zod';
import { isSigningSecret } from '../../../platform/secrets/signing.ts';
import { httpUrlFault } from '../../contract/http-url.ts';
import { earlierSecrets } from '../../secrets/earlier-secrets.ts';
import { headerNames, headerValue } from './headers.ts';

export const payloadFormats = ['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

const MAX_URL_LENGTH = 2_000;

/** An address to deliver to, as far as its text tells; whether it may be called is for the egress policy to say. */
export const webhookUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const fault = httpUrlFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

export const signingSecret = z
  .string()
  .refine(
    isSigningSecret,
    'must be whsec_ followed by the base64 of 24 to 64 bytes; omit it to have one made',
  );

export const payloadFormat = z.enum(payloadFormats, `must be one of ${payloadFormats.join(', ')}`).meta({
  id: 'WebhookPayloadFormat',
  description: 'How the body of a webhook is written.',
  values: {
    GOGREEN: "GoGreen's own format: the event, what changed by field, who did it.",
    TGGL: 'The format of Tggl webhooks, with the typed changes.',
    CLOUDEVENTS: 'CloudEvents 1.0 in structured mode, with the GOGREEN body as its data.',
  } satisfies Record<PayloadFormat, string>,
});

export const webhookSettings = z.object({
  url: webhookUrl.describe('Where requests go.'),
  payloadFormat,
  headerNames: headerNames.describe(
    'The names of the headers that are added, in their order. Their values are secret.',
  ),
});
export type WebhookSettings = z.output<typeof webhookSettings>;

export const webhookSecrets = z.object({
  signingSecret,
  /** Signs as well until `previousValidUntil`, so that receivers can change over. */
  previousSigningSecret: signingSecret.optional(),
  previousValidUntil: z.iso.datetime().optional(),
  /** Those before it, which sign as well until a time of their own. */
  earlierSigningSecrets: earlierSecrets(signingSecret).optional(),
  /** By the names in `headerNames`. */
  headerValues: z.record(z.string(), headerValue),
});
export type WebhookSecrets = z.output<typeof webhookSecrets>;
