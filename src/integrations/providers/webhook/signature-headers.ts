import { signHex, signStandardWebhooks } from '../../../platform/secrets/signing.ts';
import type { WebhookSecrets } from './settings.ts';

/** What tells a receiver who sent the body, that it is whole, and which delivery it belongs to. */
export function signatureHeaders(
  body: string,
  {
    secrets,
    deliveryId,
    wireName,
    now,
  }: { secrets: WebhookSecrets; deliveryId: string; wireName: string; now: Date },
): Record<string, string> {
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  const previous = previousSecret(secrets, now);
  return {
    'X-GoGreen-Event': wireName,
    'X-GoGreen-Delivery': deliveryId,
    'X-GoGreen-Signature': signHex(secrets.signingSecret, body),
    ...(previous === null ? {} : { 'X-GoGreen-Signature-Previous': signHex(previous, body) }),
    'webhook-id': deliveryId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signStandardWebhooks({
      id: deliveryId,
      timestampSeconds,
      body,
      secrets: previous === null ? [secrets.signingSecret] : [secrets.signingSecret, previous],
    }),
  };
}

function previousSecret(
  { previousSigningSecret, previousValidUntil }: WebhookSecrets,
  now: Date,
): string | null {
  if (previousSigningSecret === undefined || previousValidUntil === undefined) return null;
  return now < new Date(previousValidUntil) ? previousSigningSecret : null;
}
