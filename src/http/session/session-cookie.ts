/** The cookie of a session. Scripts cannot read it, and browsers do not send it with requests from other sites. */

import type { IncomingHttpHeaders } from 'node:http';
import { readCookie } from './read-cookie.ts';

/** 256 random bits in base64url. */
const FORM = /^[\w-]{43}$/;

/** Null when there is none that could be ours. */
export function readSessionCookie(headers: IncomingHttpHeaders, publicUrl: string): string | null {
  const value = readCookie(headers, nameOf(publicUrl));
  return FORM.test(value) ? value : null;
}

/** The header `Set-Cookie` of a sign-in. */
export function sessionCookie(value: string, publicUrl: string, maxAgeSeconds: number): string {
  const secure = isSecure(publicUrl) ? ' Secure;' : '';
  return `${nameOf(publicUrl)}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly;${secure} SameSite=Strict`;
}

/** The header `Set-Cookie` that makes a browser forget it. */
export function noSessionCookie(publicUrl: string): string {
  return sessionCookie('', publicUrl, 0);
}

/** Browsers take a cookie of this prefix only from the host itself, over TLS: no other host of the domain can set one. */
function nameOf(publicUrl: string): string {
  return isSecure(publicUrl) ? '__Host-gogreen' : 'gogreen';
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
