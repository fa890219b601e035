/** A real OIDC issuer over HTTP: signs JWTs, shows its keys, and can be made to lie. */

import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type ReceivedRequest, startReceiver } from '#test/support/receiver.ts';

export const AUDIENCE = 'gogreen-test';

export interface TestIssuer extends AsyncDisposable {
  url: string;
  /** What was asked of it. */
  requests: ReceivedRequest[];
  /** The settings that make a test app trust it. */
  settings: Record<string, string>;
  /** The public key that it signs with now. */
  publicKey(): CryptoKey;
  keyId(): string;
  /** A JWT of this issuer for this audience, valid for five minutes; `claims` come over that, undefined ones are left out. */
  sign(
    claims: JWTPayload,
    form?: { kid?: string; alg?: string; key?: CryptoKey; header?: object },
  ): Promise<string>;
  /** Signs with a new key from now on, and no longer shows the old one. */
  rotate(): Promise<void>;
  /** What it answers with instead of documents that are in order. */
  misbehave(
    how: { discovery?: object; keys?: object | string; status?: number } | 'hang' | 'drip' | 'reset',
  ): void;
  behave(): void;
  close(): Promise<void>;
}

export async function startIssuer(algorithm = 'ES256'): Promise<TestIssuer> {
  const receiver = await startReceiver();
  let made = 0;
  const newKey = async () => {
    made += 1;
    return { kid: `key-${made}`, ...(await generateKeyPair(algorithm, { extractable: true })) };
  };
  let signing = await newKey();

  async function documents(path: string) {
    if (path === '/.well-known/openid-configuration')
      return { issuer: receiver.url, jwks_uri: `${receiver.url}/keys` };
    const jwk = { ...(await exportJWK(signing.publicKey)), kid: signing.kid, alg: algorithm, use: 'sig' };
    return { keys: [jwk] };
  }
  function behave(how: { discovery?: object; keys?: object | string; status?: number } = {}): void {
    receiver.answer(async ({ path }) => {
      const instead = path === '/keys' ? how.keys : how.discovery;
      const body = typeof instead === 'string' ? instead : JSON.stringify(instead ?? (await documents(path)));
      return { status: how.status ?? 200, headers: { 'content-type': 'application/json' }, body };
    });
  }
  behave();

  return {
    url: receiver.url,
    requests: receiver.requests,
    settings: { OIDC_ISSUER: receiver.url, OIDC_AUDIENCE: AUDIENCE },
    publicKey: () => signing.publicKey,
    keyId: () => signing.kid,
    sign(claims, { kid = signing.kid, alg = algorithm, key = signing.privateKey, header = {} } = {}) {
      const seconds = Math.floor(Date.now() / 1_000);
      const defaults = { iss: receiver.url, aud: AUDIENCE, iat: seconds, exp: seconds + 300 };
      return new SignJWT({ ...defaults, ...claims }).setProtectedHeader({ ...header, alg, kid }).sign(key);
    },
    async rotate() {
      signing = await newKey();
    },
    misbehave(how) {
      if (typeof how === 'string') receiver[how]();
      else behave(how);
    },
    behave: () => behave(),
    close: () => receiver.close(),
    [Symbol.asyncDispose]: () => receiver.close(),
  };
}
