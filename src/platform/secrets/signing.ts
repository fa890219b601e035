import { createHmac } from 'node:crypto';

/** `whsec_` and the base64 of 32 random bytes, the form that Standard Webhooks libraries take as it is. */
export function newSigningSecret(randomBytes: (size: number) => Buffer): string {
  return PREFIX + randomBytes(NEW_SECRET_BYTES).toString('base64');
}

/** Whether a secret that somebody brings along can sign: `whsec_` and the canonical base64 of 24 to 64 bytes. */
export function isSigningSecret(text: string): boolean {
  if (!text.startsWith(PREFIX)) return false;
  const key = toKey(text);
  // Node skips what is not base64; only a text that survives the round trip means the same bytes to every receiver.
  return (
    key.length >= MIN_SECRET_BYTES &&
    key.length <= MAX_SECRET_BYTES &&
    PREFIX + key.toString('base64') === text
  );
}

/** Lower-case hex HMAC-SHA256. The key is the secret's text as its owner sees it, `whsec_` included. */
export function signHex(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/**
 * The value of `webhook-signature`: one `v1,` signature for each secret, in the same order, separated by spaces.
 * The key is what the base64 after `whsec_` decodes to. https://github.com/standard-webhooks/standard-webhooks
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
/** The bounds that Standard Webhooks sets for a symmetric secret. */
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

function toKey(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
