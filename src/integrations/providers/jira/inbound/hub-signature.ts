import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether an `X-Hub-Signature` was made over these very bytes with one of the secrets. As much is computed for a header
 * that is missing or malformed, and for each secret: how long it takes tells nothing.
 */
export function isSignedWith(
  secrets: readonly string[],
  body: Buffer,
  header: string | string[] | undefined,
): boolean {
  const hex = typeof header === 'string' ? HEX_SHA256.exec(header)?.[1] : undefined;
  const given = hex === undefined ? Buffer.alloc(32) : Buffer.from(hex, 'hex');
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given),
  );
  return hex !== undefined && matches.includes(true);
}
