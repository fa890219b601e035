/** Checks the signature of a webhook as its receiver does, in the browser: https://www.standardwebhooks.com */

import type { MessageFragment } from '../../../../gql/graphql.ts';

export type Verdict = 'matches' | 'matches an older secret' | 'does not match';

/** The values of the headers that a signature is made of; null if the request has none. */
export function signatureOf(request: Pick<MessageFragment, 'headers'>) {
  const header = (name: string) =>
    request.headers.find((each) => each.name.toLowerCase() === name)?.value ?? '';
  const signatures = header('webhook-signature');
  if (signatures === '') return null;
  return {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signatures: signatures.split(' '),
  };
}

/** Why the text cannot be a signing secret; undefined if it can. */
export function secretIssue(text: string): string | undefined {
  const key = keyOf(text);
  if (key === null)
    return 'A signing secret is whsec_ and base64, as it was shown when the integration was created.';
  return key.length < 24 || key.length > 64 ? 'A signing secret has 24 to 64 bytes after whsec_.' : undefined;
}

/** The secret is used here and nowhere else. Fails where the browser has no WebCrypto: on pages without HTTPS. */
export async function verify(
  secret: string,
  { id, timestamp, signatures }: NonNullable<ReturnType<typeof signatureOf>>,
  body: string,
): Promise<Verdict> {
  const bytes = keyOf(secret);
  if (bytes === null) return 'does not match';
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  const message = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const [index, signature] of signatures.entries()) {
    const mac = signature.startsWith('v1,') ? fromBase64(signature.slice(3)) : null;
    if (mac === null || !(await crypto.subtle.verify('HMAC', key, mac, message))) continue;
    return index === 0 ? 'matches' : 'matches an older secret';
  }
  return 'does not match';
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> | null {
  const text = secret.trim();
  return text.startsWith('whsec_') ? fromBase64(text.slice('whsec_'.length)) : null;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
