import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether an `X-Hub-Signature` is the signature of exactly these bytes with one of the secrets. The same work is done for a
 * missing or malformed header and for every secret, so that the time reveals nothing.
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
