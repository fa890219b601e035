/** What a request of an application shows to be known by. Never a cookie: pages of any origin may send these requests. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';

export type ShownKey = Extract<Shown, { text: string }>;

/** `Authorization` counts first. */
export function shownByHeaders({ authorization, 'x-api-key': apiKey }: IncomingHttpHeaders): ShownKey | null {
  if (authorization) return { kind: 'authorization', text: authorization };
  return typeof apiKey === 'string' && apiKey !== ''
    ? { kind: 'authorization', text: `Bearer ${apiKey}` }
    : null;
}

/** By the parameter `key`, where a route allows it. */
export function shownByQuery(query: URLSearchParams): ShownKey | null {
  const text = query.get('key');
  return text ? { kind: 'streamKey', text } : null;
}
