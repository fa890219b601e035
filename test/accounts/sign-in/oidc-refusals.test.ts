/** Every way in which a JWT can be none of ours: nobody is signed in, and nothing is written. */

import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { freshKey } from '#test/support/builders.ts';
import { command, fingerprint } from '#test/support/command.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';

const test = testWithApp(() => ({ worker: false, settings: issuer.settings }));
let issuer: TestIssuer;
const email = 'somebody@example.com';

beforeAll(async () => {
  issuer = await startIssuer('RS256');
});
afterAll(async () => {
  await issuer?.close();
});

const now = () => Math.floor(Date.now() / 1_000);
const encode = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const goodClaims = () => ({ iss: issuer.url, aud: AUDIENCE, exp: now() + 300, email });

/** A JWT that is put together by hand. */
function forge(header: object, claims: object, sign: (text: string) => string): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
}

async function ask(gogreen: TestApp, jwt: string) {
  const before = await fingerprint(gogreen);
  const { status, errors, data } = await gogreen.send('{ viewer { email } }', {}, jwt);
  if (status !== 200) expect(await fingerprint(gogreen)).toEqual(before);
  const [error] = errors ?? [];
  return { status, data, message: error?.message, code: error?.extensions?.['code'] };
}

const refused = (message: string) => ({ status: 401, data: undefined, message, code: 'UNAUTHENTICATED' });
const NOT_SIGNED =
  'This JWT is not valid: it must be signed by the OIDC issuer, with one of its present keys.';

test('the JWT that the rejected ones are made from is accepted', async ({ gogreen }) => {
  expect(await ask(gogreen, await issuer.sign({ email }))).toMatchObject({
    status: 200,
    data: { viewer: { email } },
  });
});

describe('claims that are refused', () => {
  test.for<[what: string, claims: () => JWTPayload, message: string]>([
    [
      'another issuer',
      () => ({ iss: 'https://evil.example' }),
      'This JWT is not valid: unexpected "iss" claim value.',
    ],
    [
      'the issuer with a slash more',
      () => ({ iss: `${issuer.url}/` }),
      'This JWT is not valid: unexpected "iss" claim value.',
    ],
    [
      'no issuer',
      () => ({ iss: undefined }) as never,
      'This JWT is not valid: missing required "iss" claim.',
    ],
    ['another audience', () => ({ aud: 'another' }), 'This JWT is not valid: unexpected "aud" claim value.'],
    [
      'no audience',
      () => ({ aud: undefined }) as never,
      'This JWT is not valid: missing required "aud" claim.',
    ],
    ['no end', () => ({ exp: undefined }) as never, 'This JWT is not valid: missing required "exp" claim.'],
    ['an end that is past', () => ({ exp: now() - 60 }), 'This JWT has expired.'],
    [
      'an end that is no number',
      () => ({ exp: 'never' }) as never,
      'This JWT is not valid: "exp" claim must be a number.',
    ],
    [
      'a beginning that is to come',
      () => ({ nbf: now() + 60 }),
      'This JWT is not valid: "nbf" claim timestamp check failed.',
    ],
    [
      'no e-mail address',
      () => ({ email: undefined }),
      'The claim "email" of this JWT is not an e-mail address.',
    ],
    [
      'an address that is none',
      () => ({ email: 'somebody' }),
      'The claim "email" of this JWT is not an e-mail address.',
    ],
    [
      'several addresses',
      () => ({ email: [email] }),
      'The claim "email" of this JWT is not an e-mail address.',
    ],
    [
      'an address that is not verified',
      () => ({ email_verified: false }),
      'The e-mail address of this JWT is not verified; verify it at the issuer.',
    ],
    [
      'the same as text',
      () => ({ email_verified: 'false' }),
      'The e-mail address of this JWT is not verified; verify it at the issuer.',
    ],
    ...['False', 'no', '', 0].map((verified): [string, () => JWTPayload, string] => [
      `the same as ${JSON.stringify(verified)}`,
      () => ({ email_verified: verified }),
      'The e-mail address of this JWT is not verified; verify it at the issuer.',
    ]),
    [
      'the address of the admin',
      () => ({ email: 'Admin@localhost' }),
      'The admin signs in with GOGREEN_ADMIN_TOKEN only.',
    ],
  ])('%s', async ([_what, claims, message], { gogreen }) => {
    expect(await ask(gogreen, await issuer.sign({ email, ...claims() }))).toEqual(refused(message));
  });

  test.for<[what: string, claims: () => JWTPayload]>([
    ['an end half a minute ago', () => ({ exp: now() - 20 })],
    ['a beginning in half a minute', () => ({ nbf: now() + 20 })],
    ['several audiences of which we are one', () => ({ aud: ['another', AUDIENCE] })],
    ['an address that is verified', () => ({ email_verified: true })],
    ['the same as text', () => ({ email_verified: 'true' })],
  ])('but not %s', async ([_what, claims], { gogreen }) => {
    expect(await ask(gogreen, await issuer.sign({ email, ...claims() }))).toMatchObject({ status: 200 });
  });
});

describe('signatures that are refused', () => {
  test('a JWT with alg "none" in any spelling is rejected', async ({ gogreen }) => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      const jwt = forge({ alg, kid: issuer.keyId() }, goodClaims(), () => '');
      expect(await ask(gogreen, jwt)).toEqual(refused(NOT_SIGNED));
    }
  });

  test('a JWT signed by HS256 with the public key as the secret, in every form of that key, is rejected', async ({
    gogreen,
  }) => {
    const jwk = await exportJWK(issuer.publicKey());
    const key: KeyObject = createPublicKey({ key: jwk as never, format: 'jwk' });
    const secrets = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      key.export({ type: 'pkcs1', format: 'pem' }),
      JSON.stringify(jwk),
      Buffer.from(jwk.n ?? '', 'base64url'),
    ];
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      for (const secret of secrets) {
        const hash = alg.replace('HS', 'sha');
        const jwt = forge({ alg, kid: issuer.keyId() }, goodClaims(), (text) =>
          createHmac(hash, secret).update(text).digest('base64url'),
        );
        expect(await ask(gogreen, jwt)).toEqual(refused(NOT_SIGNED));
      }
    }
  });

  test("a JWT signed with another key under the id of the issuer's key is rejected", async ({ gogreen }) => {
    const { privateKey } = await generateKeyPair('RS256');
    expect(await ask(gogreen, await issuer.sign({ email }, { key: privateKey }))).toEqual(
      refused(NOT_SIGNED),
    );
  });

  test('a JWT that brings its key, or says where to fetch it, is rejected', async ({ gogreen }) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = await exportJWK(publicKey);
    for (const header of [{ jwk }, { jku: `${issuer.url}/mine` }, { x5u: `${issuer.url}/mine` }]) {
      const asked = issuer.requests.length;
      const jwt = await issuer.sign({ email }, { key: privateKey, header });
      expect(await ask(gogreen, jwt)).toEqual(refused(NOT_SIGNED));
      expect(issuer.requests.slice(asked).map(({ path }) => path)).not.toContain('/mine');
    }
  });

  test('a JWT of another algorithm than the key is for is rejected', async ({ gogreen }) => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await ask(gogreen, await issuer.sign({ email }, { alg: 'ES256', key: privateKey }))).toEqual(
      refused(NOT_SIGNED),
    );
  });

  test('a JWT whose claims were changed after signing is rejected', async ({ gogreen }) => {
    const [header, , signature] = (await issuer.sign({ email })).split('.');
    const claims = encode({ ...goodClaims(), email: 'other@example.com' });
    expect(await ask(gogreen, `${header}.${claims}.${signature}`)).toEqual(refused(NOT_SIGNED));
  });

  test('a JWT whose signature lacks a character, or has another, is rejected', async ({ gogreen }) => {
    const jwt = await issuer.sign({ email });
    const at = jwt.lastIndexOf('.') + 5;
    const other = jwt.slice(0, at) + (jwt[at] === 'A' ? 'B' : 'A') + jwt.slice(at + 1);
    for (const wrong of [jwt.slice(0, -1), other])
      expect(await ask(gogreen, wrong)).toEqual(refused(NOT_SIGNED));
  });
});

describe('what only looks like a JWT is refused', () => {
  test.for([
    ['three empty parts', 'eyJ..'],
    ['a header that is no JSON', `eyJ${encode('x')}.${encode('{}')}.AAAA`],
    ['claims that are no JSON', `${encode({ alg: 'RS256' })}.${encode('no')}.AAAA`],
    ['claims that are a list', `${encode({ alg: 'RS256' })}.${encode([])}.AAAA`],
  ] as const)('%s', async ([_what, jwt], { gogreen }) => {
    expect(await ask(gogreen, jwt)).toEqual(refused(NOT_SIGNED));
  });

  test('a token of two or four parts is rejected as an invalid token', async ({ gogreen }) => {
    for (const text of ['eyJhbGciOiJub25lIn0.e30', 'eyJhbGciOiJub25lIn0.e30.AAAA.AAAA']) {
      expect(await ask(gogreen, text)).toEqual(refused('This access token is not valid.'));
    }
  });

  test('a JWT of a megabyte over WebSocket: the connection is closed, and the issuer is not asked', async ({
    gogreen,
  }) => {
    const asked = issuer.requests.length;
    const { closed } = connectWs(gogreen.url, await issuer.sign({ email, padding: 'x'.repeat(700_000) }));
    expect(await closed).toMatchObject({ code: 4403 });
    expect(issuer.requests.length).toBe(asked);
  });

  test('a JWT above the length limit is rejected', async ({ gogreen }) => {
    const padded = await issuer.sign({ email, padding: 'x'.repeat(12_300) });
    expect(padded.length).toBeGreaterThan(16_384);
    // Larger than Node lets headers be: over HTTP it does not get here at all.
    expect(
      (await fetch(`${gogreen.url}/graphql`, { headers: { authorization: `Bearer ${padded}` } })).status,
    ).toBe(431);
    const shorter = await issuer.sign({ email, padding: 'x'.repeat(9_000) });
    expect(await ask(gogreen, shorter)).toMatchObject({ status: 200 });
  });
});

test('without an issuer in the settings, a JWT is rejected as an invalid token', async ({ gogreen }) => {
  const machine = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
  const { status, errors } = await machine.send('{ viewer { id } }', {}, await issuer.sign({ email }));
  expect([status, errors?.[0]?.message]).toEqual([401, 'This access token is not valid.']);
  await machine.close();
});

test('the JWT of a deactivated user is rejected and creates no new user', async ({ gogreen }) => {
  const gone = `${freshKey('gone')}@example.com`;
  const jwt = await issuer.sign({ email: gone });
  const { data } = await gogreen.send('{ viewer { id } }', {}, jwt);
  const userId = (data as { viewer: { id: string } }).viewer.id;
  await command(gogreen, 'updateUser', { userId, deactivated: true });
  expect(await ask(gogreen, jwt)).toEqual(refused('This JWT is of a user who was deactivated.'));
});
