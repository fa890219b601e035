import type { IncomingHttpHeaders } from 'node:http';

/** The value of a cookie as it was sent; the empty text when there is none of that name. */
export function readCookie({ cookie = '' }: IncomingHttpHeaders, name: string): string {
  const start = `${name}=`;
  const pairs = cookie.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? '';
}
