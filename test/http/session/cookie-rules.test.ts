/** Which requests the cookie of a session counts with: those that only a page of ours can make a browser send. */

import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ADMIN_TOKEN, startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { askAs, openPageSocket, ourPage, signIn } from '#test/support/browser.ts';
import { fingerprint } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
const WHO = '{ viewer { id } }';
const mutation = 'mutation { createProject(input: { key: "forged", name: "x" }) { __typename } }';
const json = JSON.stringify({ query: mutation });
let cookie: string;
let adminId: string;

test.beforeAll(async ({ gogreen }) => {
  cookie = await signIn(gogreen, { token: ADMIN_TOKEN });
  adminId = gogreen.serving.admin.actor.id;
});

describe('over HTTP the cookie counts with a POST of JSON', () => {
  test.for<[from: string, headers: Record<string, string>]>([
    ['that the browser says is from the same origin', { 'sec-fetch-site': 'same-origin' }],
    [
      'whose origin is that of PUBLIC_URL, where the browser says nothing',
      { origin: 'https://gogreen.test' },
    ],
  ])('%s', async ([_from, headers], { gogreen }) => {
    expect(await askAs(gogreen, cookie, WHO, { headers })).toMatchObject({
      data: { viewer: { id: adminId } },
    });
  });

  test('that asks for live events', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', cookie, ...ourPage },
      body: JSON.stringify({ query: 'subscription { events(projectKey: "nowhere") { id } }' }),
    });
    // With a viewer the project is looked for.
    expect(await response.text()).toContain('NOT_FOUND');
  });
});

describe('over HTTP the cookie does not count', () => {
  test.for<[from: string, headers: Record<string, string>]>([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    [
      'from another port of the same host',
      { 'sec-fetch-site': 'same-site', origin: 'https://gogreen.test:8443' },
    ],
    ['from the address bar', { 'sec-fetch-site': 'none' }],
    ['when the browser says same-site, whatever the origin', { ...ourPage, 'sec-fetch-site': 'same-site' }],
    ['from another port, with an older browser', { origin: 'https://gogreen.test:8443' }],
    ['from the same host over http', { origin: 'http://gogreen.test' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['from a host whose name begins the same', { origin: 'https://gogreen.test.elsewhere.example' }],
    ['without a sign of where it comes from', {}],
  ])('%s', async ([_from, headers], { gogreen }) => {
    const answer = await askAs(gogreen, cookie, WHO, { headers });
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('with a GET', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphql?query=${encodeURIComponent(WHO)}`, {
      headers: { cookie, ...ourPage, accept: 'application/json' },
    });
    expect(response.status).toBe(401);
  });

  test.for(['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', ''])(
    'with a body of the type "%s", which a form of any page can send',
    async (type, { gogreen }) => {
      const before = await fingerprint(gogreen);
      const response = await fetch(`${gogreen.url}/graphql`, {
        method: 'POST',
        headers: { cookie, ...ourPage, ...(type ? { 'content-type': type } : {}) },
        body: new TextEncoder().encode(json),
      });
      expect(response.status).toBe(415);
      expect(await fingerprint(gogreen)).toEqual(before);
    },
  );

  test('together with an Authorization header, valid or not', async ({ gogreen }) => {
    const { token, userId } = await addHolder(gogreen);
    const withToken = (sent: string) =>
      askAs(gogreen, cookie, WHO, { headers: { ...ourPage, authorization: `Bearer ${sent}` } });
    expect(await withToken(token)).toMatchObject({ data: { viewer: { id: userId } } });
    expect(await withToken('wrong')).toMatchObject({ status: 401 });
  });

  test('when it is made up: whoever asks is nobody, so that a page can still ask how to sign in', async ({
    gogreen,
  }) => {
    const planted = `__Host-gogreen=${'A'.repeat(43)}`;
    expect(await askAs(gogreen, planted, '{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    expect(await askAs(gogreen, planted, WHO)).toMatchObject({ status: 401 });
  });
});

describe('over WebSocket', () => {
  const viewerOf = async (gogreen: TestApp, options: Parameters<typeof openPageSocket>[2]) => {
    const socket = await openPageSocket(gogreen, cookie, options);
    socket.subscribe(WHO);
    await eventually(() => expect(socket.messages.length).toBeGreaterThan(1));
    socket.close();
    return socket.messages[1];
  };

  test('the cookie counts with a handshake from a page of ours', async ({ gogreen }) => {
    expect(await viewerOf(gogreen, {})).toContain(adminId);
  });

  test.for(['https://gogreen.test:8443', 'http://gogreen.test', 'https://elsewhere.example', 'null'])(
    'it does not from a page of %s',
    async (origin, { gogreen }) => {
      expect(await viewerOf(gogreen, { origin })).toContain('UNAUTHENTICATED');
    },
  );

  test('it does not from a page of another origin that sends a token: that one counts', async ({
    gogreen,
  }) => {
    const { token, userId } = await addHolder(gogreen);
    const params = { authorization: `Bearer ${token}` };
    expect(await viewerOf(gogreen, { origin: 'https://elsewhere.example', params })).toContain(userId);
    expect(await viewerOf(gogreen, { params })).toContain(userId);
  });

  test('one that is made up closes the socket', async ({ gogreen }) => {
    const socket = await openPageSocket(gogreen, `__Host-gogreen=${'A'.repeat(43)}`);
    expect(await socket.closed).toBe(4403);
  });
});

describe('where PUBLIC_URL is this machine', () => {
  let local: TestApp;
  let port: string;

  beforeAll(async () => {
    local = await startTestApp({ worker: false, settings: { PUBLIC_URL: 'http://localhost:4000' } });
    ({ port } = new URL(local.url));
  });
  afterAll(() => local?.close());

  test('the cookie counts under each name of it, without the signs of newer browsers too', async () => {
    // Node.js sets the header Host from the URL.
    const { url } = local;
    const origin = `http://127.0.0.1:${port}`;
    const own = await signIn({ url }, { token: ADMIN_TOKEN }, { origin });
    expect(await askAs({ url }, own, '{ viewer { isOwner } }', { headers: { origin } })).toMatchObject({
      data: { viewer: { isOwner: true } },
    });
    const socket = await openPageSocket({ url }, own, { origin });
    socket.subscribe('{ viewer { isOwner } }');
    await eventually(() => expect(socket.messages[1]).toContain('true'));
    socket.close();
  });

  test('it does not from another port of it', async () => {
    const own = await signIn(local, { token: ADMIN_TOKEN }, { 'sec-fetch-site': 'same-origin' });
    const headers = { origin: 'http://127.0.0.1:1' };
    expect((await askAs(local, own, WHO, { headers })).status).toBe(401);
    const socket = await openPageSocket(local, own, headers);
    socket.subscribe(WHO);
    await eventually(() => expect(socket.messages[1]).toContain('UNAUTHENTICATED'));
    socket.close();
  });
});
