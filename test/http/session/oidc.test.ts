/** Signing in to the dashboard on the page of an OIDC issuer. */

import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { askAs, signIn } from '#test/support/browser.ts';
import { createProject, freshKey } from '#test/support/builders.ts';
import { startIssuer } from '#test/support/oidc-issuer.ts';
import { CLIENT, type OidcProvider, startOidcProvider } from '#test/support/oidc-provider.ts';

const CALLBACK = 'https://gogreen.test/session/oidc/callback';
let issuer: OidcProvider;
let email: string;
beforeAll(async () => {
  issuer = await startOidcProvider(CALLBACK);
});
beforeEach(() => {
  email = `${freshKey('person')}@example.com`;
  issuer.person({ email, email_verified: true, name: 'Ada', groups: ['shop-devs'] });
});
afterAll(() => issuer?.close());

const test = testWithApp(() => ({
  worker: false,
  settings: {
    ...issuer.settings,
    OIDC_LABEL: 'Acme',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ROLES: 'shop-devs=shop:EDITOR',
  },
}));

/** A request of the browser to us. Keeps nothing: what it sends is said. */
const visit = ({ url }: TestApp, path: string, cookie = '') =>
  fetch(`${url}${path}`, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
const cookiesOf = (response: Response) =>
  Object.fromEntries(response.headers.getSetCookie().map((text) => [text.split('=')[0] ?? '', text]));
const pairOf = (text = '') => text.split(';')[0] ?? '';

/** The browser's way to the issuer. */
async function begin(gogreen: TestApp, to = '/projects/shop') {
  const response = await visit(gogreen, `/session/oidc?to=${encodeURIComponent(to)}`);
  const cookie = cookiesOf(response)['__Secure-gogreen-oidc'];
  return { cookie, location: response.headers.get('location') ?? '', status: response.status };
}

/** And back. */
async function signInBy(gogreen: TestApp, to?: string): Promise<Response> {
  const { cookie, location } = await begin(gogreen, to);
  return comeBack(gogreen, await issuer.visit(location), cookie);
}

function comeBack(gogreen: TestApp, address: string, cookie: string | undefined): Promise<Response> {
  expect(address.startsWith(CALLBACK)).toBe(true);
  return visit(gogreen, address.slice('https://gogreen.test'.length), pairOf(cookie));
}

test('the issuer is asked with code, PKCE, state and nonce, and the browser keeps them for ten minutes', async ({
  gogreen,
}) => {
  const { status, location, cookie } = await begin(gogreen);
  expect(status).toBe(302);
  const asked = Object.fromEntries(new URL(location).searchParams);
  expect(asked).toEqual({
    client_id: 'dashboard',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid email profile',
    state: expect.stringMatching(/.{40}/),
    nonce: expect.stringMatching(/.{40}/),
    code_challenge: expect.stringMatching(/.{40}/),
    code_challenge_method: 'S256',
  });
  expect(cookie).toMatch(/; Max-Age=600; Path=\/session\/oidc; HttpOnly; Secure; SameSite=Lax$/);
});

test('whoever the issuer has signed in gets a session, and the page that they wanted', async ({
  gogreen,
}) => {
  const response = await signInBy(gogreen, '/projects/shop/flags/a?tab=history');
  expect([response.status, response.headers.get('location')]).toEqual([
    302,
    'https://gogreen.test/projects/shop/flags/a?tab=history',
  ]);
  const cookies = cookiesOf(response);
  expect(cookies['__Secure-gogreen-oidc']).toContain('Max-Age=0');
  expect(cookies['__Host-gogreen']).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
  const { data } = await askAs(
    gogreen,
    pairOf(cookies['__Host-gogreen']),
    '{ viewer { email name session { via } } }',
  );
  expect(data).toEqual({ viewer: { email, name: 'Ada', session: { via: 'OIDC' } } });
});

test('a cookie that names another site leads to the first page', async ({ gogreen }) => {
  const { cookie, location } = await begin(gogreen);
  const [name, value = ''] = pairOf(cookie).split('=');
  const kept = JSON.parse(Buffer.from(value, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...kept, to: '.example.com/' })).toString('base64url');
  const response = await comeBack(gogreen, await issuer.visit(location), `${name}=${forged}`);
  expect(response.headers.get('location')).toBe('https://gogreen.test/');
});

test('claims grant roles for as long as the session lasts, in projects that come later too', async ({
  gogreen,
}) => {
  const cookie = pairOf(cookiesOf(await signInBy(gogreen))['__Host-gogreen']);
  const projects = async () => (await askAs(gogreen, cookie, '{ projects { edges { node { key } } } }')).data;
  expect(await projects()).toEqual({ projects: { edges: [] } });
  await createProject(gogreen, { key: 'shop' });
  expect(await projects()).toEqual({ projects: { edges: [{ node: { key: 'shop' } }] } });
  const { data } = await askAs(
    gogreen,
    cookie,
    'mutation { createFlag(input: { projectKey: "shop", key: "new", kind: BOOLEAN }) { __typename } }',
  );
  expect(data).toEqual({ createFlag: { __typename: 'CreateFlagPayload' } });
  issuer.person({ email, email_verified: true, groups: [] });
  const without = pairOf(cookiesOf(await signInBy(gogreen))['__Host-gogreen']);
  expect((await askAs(gogreen, without, '{ projects { edges { node { key } } } }')).data).toEqual({
    projects: { edges: [] },
  });
});

describe('nobody is signed in', () => {
  const expectRefused = async (response: Response, status: number, text: string | RegExp) => {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toMatch(text);
    expect(cookiesOf(response)['__Host-gogreen']).toBeUndefined();
  };

  test('when the person cancels at the issuer', async ({ gogreen }) => {
    issuer.cancelNext();
    await expectRefused(await signInBy(gogreen), 403, /The issuer did not sign you in \(access_denied\)/);
  });

  test('when the browser did not begin: somebody else may have sent it the address', async ({ gogreen }) => {
    const { location } = await begin(gogreen);
    const address = await issuer.visit(location);
    await expectRefused(await comeBack(gogreen, address, undefined), 403, /was not begun in this browser/);
  });

  test('when the browser began another sign-in than the one it comes back from', async ({ gogreen }) => {
    const [mine, other] = [await begin(gogreen), await begin(gogreen)];
    const address = await issuer.visit(other.location);
    await expectRefused(await comeBack(gogreen, address, mine.cookie), 403, /could not be completed/);
  });

  test('when the address is used a second time', async ({ gogreen }) => {
    const { cookie, location } = await begin(gogreen);
    const address = await issuer.visit(location);
    expect((await comeBack(gogreen, address, cookie)).status).toBe(302);
    await expectRefused(await comeBack(gogreen, address, cookie), 403, /could not be completed/);
  });

  test('when the e-mail address is not verified', async ({ gogreen }) => {
    issuer.person({ email, email_verified: false });
    await expectRefused(await signInBy(gogreen), 403, /not verified/);
  });

  test('when the issuer names the address of the admin', async ({ gogreen }) => {
    issuer.person({ email: 'admin@localhost', email_verified: true });
    await expectRefused(await signInBy(gogreen), 403, /GOGREEN_ADMIN_TOKEN only/);
  });

  test('when the user was deactivated', async ({ gogreen }) => {
    await signInBy(gogreen);
    await gogreen.app.database.pool.query('UPDATE users SET deactivated_at = now() WHERE email = $1', [
      email,
    ]);
    await expectRefused(await signInBy(gogreen), 403, /deactivated/);
  });

  test('where no client id is set', async () => {
    const without = await startTestApp({ worker: false });
    await expectRefused(await visit(without, '/session/oidc'), 404, /OIDC_CLIENT_ID is not set/);
    await without.close();
  });

  test('while the issuer cannot be reached', async () => {
    const settings = { ...issuer.settings, OIDC_ISSUER: 'http://127.0.0.1:9' };
    const away = await startTestApp({ worker: false, settings });
    await expectRefused(await visit(away, '/session/oidc'), 503, /cannot be reached/);
    await away.close();
  });
});

test.for([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:alert(1)',
  '',
])('a sign-in does not lead to other sites: to "%s" it leads to the start page', async (to, { gogreen }) => {
  const response = await signInBy(gogreen, to);
  expect(response.headers.get('location')).toBe('https://gogreen.test/');
});

test('below a path of PUBLIC_URL the browser keeps the sign-in for the path that it sees', async () => {
  const settings = { ...issuer.settings, PUBLIC_URL: 'https://gogreen.test/tools' };
  const below = await startTestApp({ worker: false, settings });
  const { cookie, location } = await begin(below);
  expect(cookie).toContain('; Path=/tools/session/oidc;');
  expect(new URL(location).searchParams.get('redirect_uri')).toBe(
    'https://gogreen.test/tools/session/oidc/callback',
  );
  await below.close();
});

test('everybody is told how to sign in, without a token', async ({ gogreen }) => {
  const { data } = await gogreen.send('{ instance { signIn { token oidcLabel } } }', {}, null);
  expect(data).toEqual({ instance: { signIn: { token: true, oidcLabel: 'Acme' } } });
});

test('a JWT that is pasted starts a session that ends with it, with the roles of its claims', async () => {
  const signer = await startIssuer();
  const settings = { ...signer.settings, OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'owners=OWNER' };
  const gogreen = await startTestApp({ worker: false, settings });
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const cookie = await signIn(gogreen, { token: await signer.sign({ email, groups: ['owners'], exp }) });
  const { data } = await askAs(gogreen, cookie, '{ viewer { isOwner session { via expiresAt } } }');
  expect(data).toEqual({
    viewer: { isOwner: true, session: { via: 'TOKEN', expiresAt: new Date(exp * 1_000).toISOString() } },
  });
  await gogreen.close();
  await signer.close();
});

test('a public client sends no secret, and one whose issuer takes the secret in the body only sends it there', async () => {
  for (const [method, secret] of [
    ['none', undefined],
    ['client_secret_post', CLIENT.secret],
  ] as const) {
    const own = await startOidcProvider(CALLBACK, method);
    own.person({ email, email_verified: true });
    const settings = { ...own.settings, OIDC_CLIENT_SECRET: secret };
    const gogreen = await startTestApp({ worker: false, settings: settings as Record<string, string> });
    const { cookie, location } = await begin(gogreen);
    expect((await comeBack(gogreen, await own.visit(location), cookie)).status).toBe(302);
    await gogreen.close();
    await own.close();
  }
});
