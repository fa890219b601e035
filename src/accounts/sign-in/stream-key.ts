/**
 * What stands in the URL of a stream in place of a token. Browsers open streams with EventSource, which sends no headers,
 * and URLs end up in logs: so this text opens streams and nothing else. It is made of what is stored of the token. All
 * processes agree on it without another secret, and it is valid for exactly as long as the token.
 */

import { createHmac } from 'node:crypto';

const PURPOSE = 'gogreen-stream-1';
const form = /^(tok_[0-9a-z]+)\.[\w-]{43}$/;

/** `hash` is that of the token. */
export function streamKeyOf(tokenId: string, hash: string): string {
  return `${tokenId}.${createHmac('sha256', hash).update(`${PURPOSE}:${tokenId}`).digest('base64url')}`;
}

/** Null when the text is none. */
export function tokenIdIn(text: string): string | null {
  return form.exec(text)?.[1] ?? null;
}
