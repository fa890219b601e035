import { createHmac } from 'node:crypto';

/** `whsec_` and the base64 of 32 random bytes, as Standard Webhooks libraries expect it. */
export function newSigningSecret(randomBytes: (size: number) => Buffer): string {
  return PREFIX + randomBytes(NEW_SECRET_BYTES).toString('base64');
}

/** Whether a given secret can be used: `whsec_` and the canonical base64 of 24 to 64 bytes. */
export function isSigningSecret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const key = toKey(text);
  // Node ignores invalid base64. Only a text that survives the round trip has the same bytes in every library.
  return (
    key.length >= MIN_SECRET_BYTES &&
    key.length <= MAX_SECRET_BYTES &&
    PREFIX + key.toString('base64') === text
  );
}

/** Lower-case hex HMAC-SHA256. The key is the text of the secret, `whsec_` included. */
export function signHex(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/**
 * The value of `webhook-signature`: one `v1,` signature for each secret, in the same order, separated by spaces.
 * The key is the decoded base64 after `whsec_`. https://github.com/standard-webhooks/standard-webhooks
 */
export function signStandardWebhooks(message: {
  id: string;
  timestampSeconds: number;
  body: string;
  secrets: readonly string[];
}): string {
  const signed = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return message.secrets
    .map((secret) => `v1,${createHmac('sha256', toKey(secret)).update(signed).digest('base64')}`)
    .join(' ');
}

const PREFIX = 'whsec_';
const NEW_SECRET_BYTES = 32;
/** The limits of Standard Webhooks for a symmetric secret. */
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

function toKey(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
