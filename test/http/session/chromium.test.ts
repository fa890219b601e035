/** The session in a real browser: what its own headers and cookies let our pages do, and the pages of another port not. */

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSignInCode } from '#src/accounts/sessions/sign-in-code.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { hasChromium, startChromium } from '#test/support/chromium.ts';
import { fingerprint } from '#test/support/command.ts';
import { buildDashboard } from '#test/support/dashboard-folder.ts';

const MUTATION = 'mutation { createProject(input: { key: "forged", name: "Forged" }) { __typename } }';

describe.skipIf(!hasChromium)('in Chromium (needs chromium)', () => {
  let folder: string;
  let gogreen: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let other: Server;
  let otherUrl: string;

  beforeAll(async () => {
    folder = await buildDashboard();
    // As it is by default: this machine, whichever of its names somebody opens.
    const settings = { PUBLIC_URL: 'http://localhost:4000' };
    gogreen = await startTestApp({ worker: false, dashboardFolder: folder, settings });
    browser = await startChromium();
    other = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<title>Other</title>'),
    ).listen(0, '127.0.0.1');
    await once(other, 'listening');
    otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    other?.closeAllConnections();
    other?.close();
    await gogreen?.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  async function openSignedIn(url: string): Promise<{ page: Page; violations: string[] }> {
    const page = await context.newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
    await page.goto(`${url}/sign-in`);
    const status = await page.evaluate(
      (token) =>
        fetch('session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ token }),
        }).then((response) => response.status),
      ADMIN_TOKEN,
    );
    expect(status).toBe(204);
    return { page, violations };
  }

  describe.each(['127.0.0.1', 'localhost'])('a page of ours, opened at %s', (name) => {
    const address = () => gogreen.url.replace('127.0.0.1', name);

    test('acts as its user over HTTP and WebSocket, without knowing the cookie', async () => {
      const { page, violations } = await openSignedIn(address());
      const found = await page.evaluate(async () => {
        const query = '{ viewer { isOwner } }';
        const response = await fetch('/graphql', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        const overWebSocket = await new Promise((resolve) => {
          const socket = new WebSocket(`ws://${location.host}/graphql`, 'graphql-transport-ws');
          const send = (message: object) => socket.send(JSON.stringify(message));
          socket.onopen = () => send({ type: 'connection_init' });
          socket.onclose = (event) => resolve(`closed: ${event.code}`);
          socket.onmessage = ({ data }) => {
            const { type, payload } = JSON.parse(data);
            if (type === 'connection_ack') send({ type: 'subscribe', id: '1', payload: { query } });
            else resolve(payload);
          };
        });
        return {
          cookie: document.cookie,
          title: document.title,
          overHttp: await response.json(),
          overWebSocket,
        };
      });
      expect(found).toEqual({
        cookie: '',
        title: 'Ready',
        overHttp: { data: { viewer: { isOwner: true } } },
        overWebSocket: { data: { viewer: { isOwner: true } } },
      });
      expect(violations).toEqual([]);
    });
  });

  test('a page of another port of the same host does not act as the user, although the browser sends it the cookie', async () => {
    await openSignedIn(gogreen.url);
    const before = await fingerprint(gogreen);
    const page = await context.newPage();
    await page.goto(otherUrl);
    const seen = await page.evaluate(
      async ({ url, query }) => {
        const post = (path: string, init: RequestInit) =>
          fetch(`${url}${path}`, { method: 'POST', credentials: 'include', ...init }).then(
            ({ type }) => type as string,
            () => 'hidden',
          );
        const body = JSON.stringify({ query });
        const overWebSocket = await new Promise((resolve) => {
          const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
          const send = (message: object) => socket.send(JSON.stringify(message));
          socket.onopen = () => send({ type: 'connection_init' });
          socket.onclose = (event) => resolve(`closed: ${event.code}`);
          socket.onmessage = ({ data }) => {
            const { type, payload } = JSON.parse(data);
            if (type === 'connection_ack') send({ type: 'subscribe', id: '1', payload: { query } });
            else resolve(JSON.stringify(payload));
          };
        });
        return {
          asText: await post('/graphql', { mode: 'no-cors', body }),
          asJson: await post('/graphql', { body, headers: { 'Content-Type': 'application/json' } }),
          signIn: await post('/session', { mode: 'no-cors', body: '{"token":"x"}' }),
          overWebSocket,
        };
      },
      { url: gogreen.url, query: MUTATION },
    );
    expect(seen).toEqual({
      asText: 'hidden',
      asJson: 'hidden',
      signIn: 'hidden',
      overWebSocket: expect.stringContaining('UNAUTHENTICATED'),
    });
    // A form is sent with the cookie as well, and shows the answer.
    await page.setContent(
      `<form method="post" enctype="text/plain" action="${gogreen.url}/graphql"><input name='{"query":"{ viewer { id } }","x":"' value='"}'></form>`,
    );
    await Promise.all([
      page.waitForURL(`${gogreen.url}/graphql`),
      page.evaluate(() => document.querySelector('form')?.submit()),
    ]);
    expect(await page.textContent('body')).toContain('application/json');
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('GraphiQL signs in with the code of its link, and sends its operations as that user', async () => {
    const page = await context.newPage();
    const code = await createSignInCode(gogreen.app);
    const signedIn = page.waitForResponse((response) => response.url().endsWith('/session'));
    const query = encodeURIComponent('{ viewer { isOwner session { via } } }');
    await page.goto(`${gogreen.url}/graphiql?query=${query}#code=${code}`);
    expect((await signedIn).status()).toBe(204);
    expect(page.url()).not.toContain('code=');
    const answer = page.waitForResponse(
      (response) =>
        response.url().endsWith('/graphql') && response.request().postData()?.includes('isOwner') === true,
    );
    await page.getByRole('button', { name: /Execute query/ }).click();
    expect(await (await answer).text()).toContain('"via":"LINK"');
  });
});
