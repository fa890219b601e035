/** The cookie that a browser keeps while its user signs in at the OIDC issuer. */

import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Kept } from '../../accounts/sign-in/code-flow.ts';
import { readCookie } from './read-cookie.ts';

const MAX_AGE_SECONDS = 600;

export interface Transaction extends Kept {
  /** The path of ours that is opened afterwards. */
  to: string;
}

const transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
});

/** The browser comes back from another site: only a cookie that is `Lax` comes with it. */
export function transactionCookie(kept: Transaction, publicUrl: string): string {
  return cookie(Buffer.from(JSON.stringify(kept)).toString('base64url'), publicUrl, MAX_AGE_SECONDS);
}

export function noTransactionCookie(publicUrl: string): string {
  return cookie('', publicUrl, 0);
}

/** Null when there is none, or none of ours. */
export function readTransaction(headers: IncomingHttpHeaders, publicUrl: string): Transaction | null {
  try {
    const text = Buffer.from(readCookie(headers, nameOf(publicUrl)), 'base64url').toString();
    return transaction.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function cookie(value: string, publicUrl: string, maxAgeSeconds: number): string {
  const { protocol, pathname } = new URL(publicUrl);
  const path = `${pathname.replace(/\/$/, '')}/session/oidc`;
  const secure = protocol === 'https:' ? ' Secure;' : '';
  return `${nameOf(publicUrl)}=${value}; Max-Age=${maxAgeSeconds}; Path=${path}; HttpOnly;${secure} SameSite=Lax`;
}

/** Browsers take a cookie of this prefix only over TLS. */
function nameOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Secure-gogreen-oidc' : 'gogreen-oidc';
}
