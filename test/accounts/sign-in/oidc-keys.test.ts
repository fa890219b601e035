/** The keys of the issuer: when they are asked for, and what happens while they cannot be had. */

import { generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { resumeClock, stopClock, type TestClock } from '#test/support/clock.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';

let gogreen: TestApp;
let issuer: TestIssuer;
let clock: TestClock;
const email = 'somebody@example.com';

beforeEach(async () => {
  clock = stopClock();
  issuer = await startIssuer();
  gogreen = await startTestApp({ worker: false, settings: issuer.settings });
});
afterEach(async () => {
  await gogreen?.close();
  await issuer?.close();
  resumeClock();
});

async function ask(jwt: string) {
  const { status, errors } = await gogreen.send('{ viewer { email } }', {}, jwt);
  return {
    status,
    ...(errors ? { code: errors[0]?.extensions?.['code'], message: errors[0]?.message } : {}),
  };
}

const signedIn = { status: 200 };
const notSigned = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'This JWT is not valid: it must be signed by the OIDC issuer, with one of its present keys.',
};
const unavailable = {
  status: 503,
  code: 'UNAVAILABLE',
  message:
    'The OIDC issuer does not give its keys at the moment, so this JWT cannot be checked; the log says why. Try again in a moment.',
};
const paths = () => issuer.requests.map(({ path }) => path);
const bothDocuments = ['/.well-known/openid-configuration', '/keys'];

describe('keys are asked for', () => {
  test('the keys of the issuer are fetched with the first JWT, and once for many at the same time', async () => {
    await gogreen.send('{ viewer { id } }');
    expect(paths()).toEqual([]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => ask(await issuer.sign({ email }))),
    );
    expect(answers).toEqual(answers.map(() => signedIn));
    expect(paths()).toEqual(bothDocuments);
  });

  test('the keys of the issuer are fetched again after ten minutes', async () => {
    await ask(await issuer.sign({ email }));
    clock.advance(10 * 60_000 - 1);
    await ask(await issuer.sign({ email }));
    expect(paths()).toEqual(bothDocuments);
    clock.advance(1);
    expect(await ask(await issuer.sign({ email }))).toEqual(signedIn);
    expect(paths()).toEqual([...bothDocuments, ...bothDocuments]);
  });

  test('the keys of the issuer are fetched again for a JWT of an unknown key, but not for each such JWT', async () => {
    await ask(await issuer.sign({ email }));
    clock.advance(30_000);
    expect(await ask(await issuer.sign({ email }, { kid: 'made-up-1' }))).toEqual(notSigned);
    expect(paths()).toEqual([...bothDocuments, ...bothDocuments]);
    for (const kid of ['made-up-2', 'made-up-3']) {
      expect(await ask(await issuer.sign({ email }, { kid }))).toEqual(notSigned);
    }
    expect(paths()).toEqual([...bothDocuments, ...bothDocuments]);
  });
});

test('after a rotation tokens of the new key are accepted, and those of the old one no longer', async () => {
  const old = await issuer.sign({ email });
  expect(await ask(old)).toEqual(signedIn);
  await issuer.rotate();
  clock.advance(30_000);
  expect(await ask(await issuer.sign({ email }))).toEqual(signedIn);
  expect(await ask(old)).toEqual(notSigned);
});

test('a key that the issuer removed is rejected within ten minutes, even when no other key is added', async () => {
  const old = await issuer.sign({ email, exp: Math.floor(Date.now() / 1_000) + 3_600 });
  expect(await ask(old)).toEqual(signedIn);
  await issuer.rotate();
  clock.advance(10 * 60_000);
  expect(await ask(old)).toEqual(notSigned);
});

describe('while the issuer is away', () => {
  test('while the issuer is down, JWTs of known keys are accepted, and for others the error says to try again', async () => {
    await ask(await issuer.sign({ email }));
    issuer.misbehave({ status: 503 });
    clock.advance(60 * 60_000);
    expect(await ask(await issuer.sign({ email }))).toEqual(signedIn);
    await issuer.rotate();
    expect(await ask(await issuer.sign({ email }))).toEqual(unavailable);
  });

  test.each<[how: string, misbehave: () => void]>([
    ['answers with an error', () => issuer.misbehave({ status: 500 })],
    ['breaks off', () => issuer.misbehave('reset')],
    ['does not answer', () => issuer.misbehave('hang')],
    ['answers byte by byte', () => issuer.misbehave('drip')],
    ['has no keys', () => issuer.misbehave({ keys: {} })],
    ['answers with text', () => issuer.misbehave({ keys: '<html>' })],
    ['answers with a list', () => issuer.misbehave({ keys: '[]' })],
    [
      'answers without an end',
      () => issuer.misbehave({ keys: JSON.stringify({ keys: 'x'.repeat(100_000) }) }),
    ],
    [
      'is another',
      () =>
        issuer.misbehave({ discovery: { issuer: 'https://evil.example', jwks_uri: `${issuer.url}/keys` } }),
    ],
    ['does not say where its keys are', () => issuer.misbehave({ discovery: { issuer: issuer.url } })],
    [
      'has its keys in a file',
      () => issuer.misbehave({ discovery: { issuer: issuer.url, jwks_uri: 'file:///etc/passwd' } }),
    ],
    [
      'has its keys inside of the network',
      () => issuer.misbehave({ discovery: { issuer: issuer.url, jwks_uri: 'http://169.254.169.254/keys' } }),
    ],
  ])('nobody is signed in where it %s; once it is right again, everybody is', async (_how, misbehave) => {
    misbehave();
    expect(await ask(await issuer.sign({ email }))).toEqual(unavailable);
    issuer.behave();
    clock.advance(30_000);
    expect(await ask(await issuer.sign({ email }))).toEqual(signedIn);
  });

  test('while the issuer is down, it is asked once in half a minute, however many JWTs come', async () => {
    issuer.misbehave({ status: 500 });
    for (let at = 0; at < 5; at += 1) expect(await ask(await issuer.sign({ email }))).toEqual(unavailable);
    expect(paths()).toEqual(['/.well-known/openid-configuration']);
    clock.advance(30_000);
    await ask(await issuer.sign({ email }));
    expect(paths().length).toBe(2);
  });

  test('while the issuer is down, access tokens work', async () => {
    issuer.misbehave('reset');
    expect((await gogreen.send('{ viewer { id } }')).status).toBe(200);
  });
});

test('an issuer that is not at a public address is not called unless EGRESS_ALLOW has it', async () => {
  const guarded = await startTestApp({
    worker: false,
    databaseUrl: gogreen.databaseUrl,
    settings: { ...issuer.settings, EGRESS_ALLOW: 'hooks.example.com' },
  });
  const { status } = await guarded.send('{ viewer { id } }', {}, await issuer.sign({ email }));
  expect({ status, asked: issuer.requests.length }).toEqual({ status: 503, asked: 0 });
  await guarded.close();
});

test('a JWT of a key that cannot be used is rejected', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const kid = issuer.keyId();
  issuer.misbehave({
    keys: { keys: [{ kty: 'EC', crv: 'P-256', kid, alg: 'ES256', x: 'AAAA', y: 'AAAA' }] },
  });
  expect(await ask(await issuer.sign({ email }, { key: privateKey }))).toEqual(notSigned);
});

test.each(['RS256', 'PS256', 'ES384', 'EdDSA'])('an issuer may sign with %s', async (algorithm) => {
  const other = await startIssuer(algorithm);
  const machine = await startTestApp({
    worker: false,
    databaseUrl: gogreen.databaseUrl,
    settings: other.settings,
  });
  const { data } = await machine.send('{ viewer { email } }', {}, await other.sign({ email }));
  expect(data).toEqual({ viewer: { email } });
  await machine.close();
  await other.close();
});
