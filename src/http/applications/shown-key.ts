/** What a request of an application shows to be known by. Never a cookie: pages of any origin may send these requests. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';

/** `Authorization` counts first. */
export function shownByHeaders({ authorization, 'x-api-key': apiKey }: IncomingHttpHeaders): Shown | null {
  if (authorization) return { kind: 'authorization', text: authorization };
  return typeof apiKey === 'string' && apiKey !== ''
    ? { kind: 'authorization', text: `Bearer ${apiKey}` }
    : null;
}

/** By the parameter `key`, where a route allows it. */
export function shownByQuery(query: URLSearchParams): Shown | null {
  const text = query.get('key');
  return text ? { kind: 'streamKey', text } : null;
}
