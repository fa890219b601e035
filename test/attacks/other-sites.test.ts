/** What a page of another site can make a browser do: nothing of it brings a token. test/http/session has the cookies. */

import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';

const ALLOWED = 'https://app.example.com';
const OTHER = 'https://elsewhere.example';
const test = testWithApp({ worker: false });
let open: TestApp;

beforeAll(async () => {
  open = await startTestApp({
    worker: false,
    settings: { CORS_ORIGINS: `${ALLOWED},http://localhost:3000`, RATE_LIMIT_PER_TOKEN: '1000' },
  });
  await createProject(open, { key: 'shop' });
  await createFlag(open, { projectKey: 'shop' });
});
afterAll(async () => {
  await open?.close();
});

const mutation = 'mutation { createProject(input: { key: "forged", name: "x" }) { __typename } }';
const json = JSON.stringify({ query: mutation });
const address = `?query=${encodeURIComponent(mutation)}`;
const authorization = `Bearer ${ADMIN_TOKEN}`;

describe('without a token nothing is done by', () => {
  test.for<[what: string, query: string, init: RequestInit, status: number]>([
    ['a form', '', form('application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`), 415],
    ['a form with files', '', form('multipart/form-data; boundary=x', multipart(json)), 415],
    ['a form that smuggles JSON as text', '', form('text/plain', json), 415],
    ['a body without a type', '', form('', json), 415],
    ['JSON that hides behind another type', '', form('text/plain; application/json', json), 415],
    ['GraphQL as the body', '', form('application/graphql', mutation), 415],
    ['an image', address, {}, 405],
    ['a link', address, { headers: { origin: OTHER, accept: 'application/json' } }, 405],
    ['JSON, which a browser sends only after a preflight', '', form('application/json', json), 401],
  ])('%s', async ([_what, query, init, status], { gogreen }) => {
    const before = await fingerprint(gogreen);
    const response = await fetch(`${gogreen.url}/graphql${query}`, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('a WebSocket from another site', async ({ gogreen }) => {
    const url = `${gogreen.url.replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws', {
      headers: { origin: OTHER, cookie: `token=${ADMIN_TOKEN}` },
    });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    const answers: string[] = [];
    socket.on('message', (data) => answers.push(String(data)));
    for (const query of [
      mutation,
      'subscription { events(projectKey: "shop") { sequence } }',
      '{ viewer { id } }',
    ])
      socket.send(JSON.stringify({ type: 'subscribe', id: query, payload: { query } }));
    await eventually(() => expect(answers.join().match(/"code":"UNAUTHENTICATED"/g)).toHaveLength(3));
    socket.terminate();
  });
});

test.for([
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/graphql',
])('also with a token a body of %s is refused', async (type, { gogreen }) => {
  const init = form(type, type.startsWith('multipart') ? multipart(json) : json);
  const response = await fetch(`${gogreen.url}/graphql`, {
    ...init,
    headers: { ...init.headers, authorization },
  });
  expect(response.status).toBe(415);
});

test('a mutation or subscription by GET is rejected, also with a token', async ({ gogreen }) => {
  const before = await fingerprint(gogreen);
  const get = (query: string, accept: string) =>
    fetch(`${gogreen.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization, accept },
    });
  expect((await get(mutation, 'application/json')).status).toBe(405);
  expect(
    (await get(`query A { __typename } ${mutation.replace('mutation', 'mutation B')}`, '*/*')).status,
  ).not.toBe(200);
  expect(await fingerprint(gogreen)).toEqual(before);
});

test('several operations in one body are rejected, with a token and without', async ({ gogreen }) => {
  const body = JSON.stringify([{ query: '{ __typename }' }, { query: mutation }]);
  for (const token of [{ authorization }, {}]) {
    const headers = { 'content-type': 'application/json', ...token };
    const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'Batching is not supported.' }] });
  }
});

describe('a page of another origin', () => {
  const preflight = (app: TestApp, origin: string, names = 'authorization,content-type') =>
    send(app, 'OPTIONS', {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': names,
    });
  const allowance = (headers: Record<string, unknown>) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control'));

  test('gets no CORS permission by default', async ({ gogreen }) => {
    for (const origin of [OTHER, 'null', gogreen.url]) {
      const { headers } = await preflight(gogreen, origin);
      expect(allowance(headers)).toEqual([]);
      const answer = await send(gogreen, 'POST', { origin, authorization }, '{"query":"{ __typename }"}');
      expect(allowance(answer.headers)).toEqual([]);
    }
  });

  test.each([ALLOWED, 'http://localhost:3000'])(
    'that is listed, %s, gets it, and the headers of limits',
    async (origin) => {
      const { status, headers } = await preflight(open, origin);
      expect(status).toBe(204);
      expect(headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '600',
      });
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      const answer = await send(open, 'POST', { origin, authorization }, '{"query":"{ __typename }"}');
      expect(answer.text).toBe('{"data":{"__typename":"Query"}}');
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate',
        vary: expect.stringContaining('Origin'),
        'ratelimit-policy': '"token";q=1000;w=60',
      });
    },
  );

  test('that is listed may send the headers of tracing libraries and of GraphQL clients', async () => {
    const names =
      'authorization,baggage,content-type,sentry-trace,traceparent,tracestate,x-apollo-operation-name,x-datadog-trace-id';
    const { status, headers } = await preflight(open, ALLOWED, names);
    expect(status).toBe(204);
    expect(headers['access-control-allow-headers']).toBe(names);
  });

  test.each([
    OTHER,
    'https://app.example.com.evil.example',
    'https://app.example.com:8443',
    'http://app.example.com',
    'null',
  ])('that is not listed, %s, gets none', async (origin) => {
    for (const answer of [
      await preflight(open, origin),
      await send(open, 'POST', { origin, authorization }, '{"query":"{ __typename }"}'),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.headers['vary']).toContain('Origin');
    }
  });

  test('that is listed may read live events', async () => {
    const query = 'subscription { events(projectKey: "shop", afterSequence: 0) { sequence } }';
    const response = await fetch(`${open.url}/graphql`, {
      method: 'POST',
      headers: {
        origin: ALLOWED,
        authorization,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query }),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(ALLOWED);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('"sequence":1')) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
  });
});

function form(type: string, body: string) {
  return {
    method: 'POST',
    headers: { origin: OTHER, ...(type === '' ? {} : { 'content-type': type }) } as Record<string, string>,
    // As bytes: of text, fetch would say that it is text.
    body: new TextEncoder().encode(body),
  };
}

/** As the specification of GraphQL uploads has it. */
function multipart(operations: string): string {
  const part = (name: string, content: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;
  return `${part('operations', operations)}${part('map', '{"0":["variables.__proto__.x"]}')}${part('0', 'file')}--x--\r\n`;
}

/** With headers that fetch keeps to itself. */
function send(app: TestApp, method: string, headers: Record<string, string>, body = '') {
  type Sent = { status: number | undefined; headers: Record<string, string | undefined>; text: string };
  return new Promise<Sent>((resolve, reject) => {
    const type = body === '' ? {} : { 'content-type': 'application/json' };
    const sent = request(
      `${app.url}/graphql`,
      { method, headers: { ...headers, ...type } },
      async (response) => {
        const text = Buffer.concat(await response.toArray()).toString();
        resolve({ status: response.statusCode, headers: response.headers as Sent['headers'], text });
      },
    );
    sent.on('error', reject).end(body);
  });
}
