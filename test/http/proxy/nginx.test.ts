/** The configuration of docs/proxies.md, with the nginx of Debian. */

import { readFile } from 'node:fs/promises';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { findNginx, type Nginx, startNginx } from '#test/support/nginx.ts';

const hasNginx = await findNginx();
const RATE_LIMIT = 40;
const doc = await readFile(new URL('../../../docs/proxies.md', import.meta.url), 'utf8');
const [server = '', locations = ''] = [...doc.matchAll(/^```nginx\n([\s\S]*?)^```$/gm)].map(
  ([, text]) => text,
);
const belowPath = server.replace(/ {2}location[\s\S]*(?=^\}$)/m, locations);

const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
const authorization = `Bearer ${ADMIN_TOKEN}`;

describe.skipIf(!hasNginx)('behind nginx as documented (needs nginx)', () => {
  afterAll(() => dispatcher.close());

  describe.each([
    ['at the root', server, ''],
    ['below a path', belowPath, '/gogreen'],
  ])('%s', (_where, configuration, path) => {
    let gogreen: TestApp;
    let nginx: Nginx;
    let base: string;

    beforeAll(async () => {
      const port = await findFreePort();
      base = `https://127.0.0.1:${port}${path}`;
      gogreen = await startTestApp({
        worker: false,
        settings: { PUBLIC_URL: base, TRUST_PROXY: '1', RATE_LIMIT_PER_ADDRESS: String(RATE_LIMIT) },
      });
      nginx = await startNginx(configuration, { port, target: new URL(gogreen.url).host });
      await createProject(gogreen, { key: 'shop' });
      await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
    });
    afterAll(async () => {
      await nginx?.stop();
      await gogreen?.close();
    });

    function post(query: string, headers: Record<string, string> = {}, size = 0) {
      return fetch(`${base}/graphql`, {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/json', authorization, ...headers },
        body: JSON.stringify({ query }).padEnd(size),
      });
    }

    test('the start page and the link of a flag: open GraphiQL, with a query for the flag', async () => {
      const response = await post('{ flag(projectKey: "shop", key: "flag") { url } }');
      const { data } = (await response.json()) as { data: { flag: { url: string } } };
      expect(data.flag.url).toBe(`${base}/projects/shop/flags/flag`);
      for (const link of [`${base}/`, data.flag.url]) {
        const page = await fetch(link, { dispatcher, headers: { accept: 'text/html', authorization } });
        expect(page.status).toBe(200);
        expect(new URL(page.url).pathname).toBe(`${path}/graphiql`);
        expect(await page.text()).toContain('<title>GoGreen</title>');
        expect(new URL(page.url).searchParams.has('query')).toBe(link !== `${base}/`);
      }
    });

    test('live events: arrive over SSE and over WebSocket', async () => {
      const query = 'subscription { events(projectKey: "shop", afterSequence: 0) { sequence } }';
      const response = await post(query, { accept: 'text/event-stream' });
      expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
      const reader = response.body?.getReader();
      let text = '';
      while (!text.includes('"sequence":1'))
        text += new TextDecoder().decode((await reader?.read())?.value as Uint8Array);
      await reader?.cancel();

      const socket = new WebSocket(`${base.replace('https', 'wss')}/graphql`, 'graphql-transport-ws', {
        rejectUnauthorized: false,
        headers: { authorization },
      });
      const next = new Promise((resolve, reject) => {
        socket.on('error', reject);
        socket.on('open', () => socket.send('{"type":"connection_init"}'));
        socket.on('message', (data) => {
          const message = JSON.parse(String(data));
          if (message.type === 'connection_ack')
            socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
          if (message.type === 'next') resolve(message.payload);
        });
      });
      expect(await next).toEqual({ data: { events: { sequence: 1 } } });
      socket.terminate();
    });

    test('the stream of an SDK: begins at once, and each change arrives while it is open', async () => {
      const response = await fetch(`${base}/sdk/v1/stream?environment=shop/production`, {
        dispatcher,
        headers: { authorization, 'accept-encoding': 'gzip, br' },
      });
      expect(response.headers.get('content-encoding')).toBeNull();
      const reader = response.body?.getReader();
      let text = '';
      const readUntil = async (part: string) => {
        while (!text.includes(part)) {
          const { value, done } = (await reader?.read()) ?? { done: true };
          if (done) throw new Error(`the stream ended without ${part}`);
          text += new TextDecoder().decode(value as Uint8Array);
        }
      };
      await readUntil('event: ruleset');
      await createFlag(gogreen, { projectKey: 'shop', key: 'live' });
      await readUntil('event: changes');
      await readUntil('"live":{');
      await reader?.cancel();
    });

    test('the ruleset of an SDK: is answered with its ETag, and with 304 to a client that sends that', async () => {
      const read = (headers: Record<string, string> = {}) =>
        fetch(`${base}/sdk/v1/ruleset?environment=shop/production`, {
          dispatcher,
          headers: { authorization, ...headers },
        });
      const etag = (await read()).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+\.\d+"$/);
      expect((await read({ 'if-none-match': etag })).status).toBe(304);
    });

    test('a body of 4 MiB: is accepted; a larger one is rejected', async () => {
      expect((await post('{ __typename }', {}, 4 * 1024 * 1024)).status).toBe(200);
      expect((await post('{ __typename }', {}, 4 * 1024 * 1024 + 1)).status).toBe(413);
    });

    test.each(['/health/live', '/health/ready', '/metrics'])('%s is not served', async (internal) => {
      expect((await fetch(`${base}${internal}`, { dispatcher })).status).toBe(404);
    });

    test('a client that sends X-Forwarded-For: cannot change the address that its limits are counted by', async () => {
      const anonymous = (n: number) =>
        fetch(`${base}/graphql?query={__typename}`, {
          dispatcher,
          headers: { accept: 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
        });
      for (let n = 0; n < RATE_LIMIT; n++) await (await anonymous(n)).text();
      expect((await anonymous(200)).status).toBe(429);
    });
  });
});
