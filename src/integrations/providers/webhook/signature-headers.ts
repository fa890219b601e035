import { signHex, signStandardWebhooks } from '../../../platform/secrets/signing.ts';
import { type EarlierSecret, validSecrets } from '../../secrets/earlier-secrets.ts';
import type { WebhookSecrets } from './settings.ts';

/** The headers that let a receiver verify sender and body, and recognize the delivery. */
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
  const previous = validSecrets(replacedSecrets(secrets), now).map(({ value }) => value);
  return {
    'X-GoGreen-Event': wireName,
    'X-GoGreen-Delivery': deliveryId,
    'X-GoGreen-Signature': signHex(secrets.signingSecret, body),
    ...(previous.length === 0
      ? {}
      : { 'X-GoGreen-Signature-Previous': previous.map((secret) => signHex(secret, body)).join(' ') }),
    'webhook-id': deliveryId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signStandardWebhooks({
      id: deliveryId,
      timestampSeconds,
      body,
      secrets: [secrets.signingSecret, ...previous],
    }),
  };
}

/** The replaced secrets, newest first. */
export function replacedSecrets({
  previousSigningSecret: value,
  previousValidUntil: validUntil,
  earlierSigningSecrets = [],
}: WebhookSecrets): EarlierSecret[] {
  return value === undefined || validUntil === undefined
    ? []
    : [{ value, validUntil }, ...earlierSigningSecrets];
}
