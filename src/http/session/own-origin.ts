/** Whether a request comes from a page of ours. One at another port of the same host is none, though cookies know no ports. */

import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../platform/input/loopback.ts';

type Headers = Pick<IncomingHttpHeaders, 'origin' | 'host' | 'sec-fetch-site'>;

/**
 * For requests over HTTP. Browsers say themselves whether a request is from the same origin, scheme and port included; to
 * plain http addresses of other machines they do not, and then the header `Origin` decides.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? isOwnOrigin(headers, publicUrl) : site === 'same-origin';
}

/**
 * Whether the header `Origin` is ours. For the handshake of a WebSocket it is the only sign. This machine has several names,
 * and whoever opens 127.0.0.1 where PUBLIC_URL has localhost is on our page as well: then it is compared with the header
 * `Host`, which must be one of these names, since any other could be one that somebody else lets point to this machine.
 */
export function isOwnOrigin({ origin, host }: Headers, publicUrl: string): boolean {
  if (origin === undefined) return false;
  const own = new URL(publicUrl);
  if (origin === own.origin) return true;
  const asked = URL.parse(`${own.protocol}//${host ?? ''}`);
  return isLoopback(own.hostname) && asked !== null && isLoopback(asked.hostname) && origin === asked.origin;
}
