import type { IncomingMessage } from 'node:http';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';
import { isSameOrigin } from './own-origin.ts';
import { readSessionCookie } from './session-cookie.ts';

/**
 * What a request over HTTP shows to be known by. Browsers send cookies by themselves, so a cookie counts only with what no
 * page of another origin can send: a POST of JSON that the browser, or else its header `Origin`, says is from the same
 * origin. With an `Authorization` header it does not count at all.
 */
export function shownBy({ method, headers }: IncomingMessage, publicUrl: string): Shown | null {
  const { authorization } = headers;
  if (authorization) return { kind: 'authorization', text: authorization };
  if (method !== 'POST' || !isJson(headers['content-type']) || !isSameOrigin(headers, publicUrl)) return null;
  const cookie = readSessionCookie(headers, publicUrl);
  return cookie === null ? null : { kind: 'session', cookie };
}

function isJson(contentType = ''): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType);
}
