import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';

const test = testWithApp({ worker: false });

const MIB = 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024, 'x');

/**
 * Writes as long as the server takes it; answers with its answer, and with how much it took. The status is null if the
 * connection was closed in the middle of a write: the system then drops an answer that has not been read.
 */
async function flood(gogreen: TestApp, headers: Record<string, string | number>) {
  const asked = request(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
  });
  asked.on('error', () => undefined);
  const answered = once(asked, 'response').then(
    ([response]) => response as IncomingMessage,
    () => null,
  );
  let isAnswered = false;
  const answer = answered.then((response) => {
    isAnswered = true;
    return response;
  });
  asked.write('{"query":"{ __typename }","variables":{"text":"');
  let sent = 0;
  while (!isAnswered && sent < 100 * MIB) {
    sent += chunk.length;
    if (!asked.write(chunk)) await Promise.race([once(asked, 'drain').catch(() => undefined), answer]);
  }
  const response = await answer;
  response?.resume();
  asked.destroy();
  return { status: response?.statusCode ?? null, connection: response?.headers.connection, sent };
}

describe('a body over the limit', () => {
  test('with its length in the header is rejected before it is sent, and the connection is closed', async ({
    gogreen,
  }) => {
    const { status, connection, sent } = await flood(gogreen, { 'content-length': 10 * MIB });
    expect({ status, connection }).toEqual({ status: 413, connection: 'close' });
    expect(sent).toBeLessThan(10 * MIB);
  });

  test('in chunks is rejected at the limit, and the rest is not read', async ({ gogreen }) => {
    const { status, sent } = await flood(gogreen, { 'transfer-encoding': 'chunked' });
    expect([413, null]).toContain(status);
    expect(sent).toBeGreaterThan(4 * MIB);
    expect(sent).toBeLessThan(100 * MIB);
  });

  test.for([{ 'content-length': 0 }, { 'transfer-encoding': 'chunked' }])(
    'is much smaller without a token: %o',
    async (how, { gogreen }) => {
      const ask = async (length: number, token: object) => {
        const query = `{ __typename } #${'x'.repeat(length)}`;
        const body = JSON.stringify({ query });
        const headers = {
          'content-type': 'application/json',
          connection: 'close',
          ...('content-length' in how ? { 'content-length': body.length } : how),
        };
        const asked = request(`${gogreen.url}/graphql`, {
          method: 'POST',
          headers: { ...headers, ...token },
        });
        asked.on('error', () => undefined).end(body);
        const [response] = await once(asked, 'response');
        response.resume();
        return response.statusCode;
      };
      expect(await ask(60_000, {})).toBe(200);
      expect(await ask(70_000, {})).toBe(413);
      expect(await ask(70_000, { authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(200);
      expect(await ask(70_000, { authorization: 'Bearer wrong' })).toBe(401);
    },
  );

  test('over WebSocket ends that connection: 1009', async ({ gogreen }) => {
    const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(Buffer.alloc(10 * MIB, 'x').toString());
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  test('over WebSocket in many fragments ends that connection: 1009', async ({ gogreen }) => {
    const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    for (let n = 0; n < 40; n++) socket.send(chunk, { fin: false, binary: false });
    expect((await closed)[0]).toBe(1009);
  });

  test('that is compressed is rejected, because its real size is not known', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${ADMIN_TOKEN}`,
      },
      body: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    });
    expect(response.status).toBe(400);
  });
});

describe('malformed HTTP', () => {
  async function send(gogreen: TestApp, text: string): Promise<string> {
    const socket: Socket = connect(Number(new URL(gogreen.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.write(text);
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  }

  test.for([
    ['nonsense', 'x\r\n\r\n'],
    ['a header with a line break in it', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: a\rb\r\n\r\n'],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks, which a proxy may read in another way',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    ],
    ['headers without an end', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(100_000)}`],
  ] as const)('%s is refused, and the connection is closed', async ([_what, text], { gogreen }) => {
    // Who is still writing when it is closed may get no answer.
    expect(await send(gogreen, text)).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
  });

  test('a request that offers an upgrade to HTTP/2 is answered over HTTP/1.1', async ({ gogreen }) => {
    const offer =
      'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
    const body = '{"query":"{ __typename }"}';
    const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    for (const [line, answer] of [
      ['GET /health/live', '{"status":"ok"}'],
      ['POST /graphql', '{"data":{"__typename":"Query"}}'],
    ])
      expect(await send(gogreen, `${line} HTTP/1.1\r\nHost: x\r\n${offer}${head}\r\n${body}`)).toContain(
        answer,
      );
  });

  test('more than a hundred headers are rejected, fewer are accepted', async ({ gogreen }) => {
    const headers = (count: number) => Array.from({ length: count }, (_, n) => `X-${n}: a\r\n`).join('');
    const ask = (count: number) =>
      send(gogreen, `GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers(count)}\r\n`);
    expect(await ask(90)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask(500)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

test('an invalid input of megabytes is repeated in a few errors only', async ({ gogreen }) => {
  const wrong = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`field${n}`, 1]));
  const query = 'mutation ($input: CreateProjectInput!) { createProject(input: $input) { __typename } }';
  const { errors } = await gogreen.send(query, { input: { key: 'x'.repeat(MIB), ...wrong } });
  expect(errors).toHaveLength(6);
  expect(errors?.at(-1)?.message).toMatch(/^Too many errors processing variables/);
});

test('connections that send their headers or body too slowly are closed by Node', async ({ gogreen }) => {
  const { createServer } = await import('#src/http/server.ts');
  const server = await createServer(gogreen.serving);
  const { headersTimeout, requestTimeout, maxHeadersCount } = server.http.server;
  expect({ headersTimeout, requestTimeout, maxHeadersCount }).toEqual({
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    maxHeadersCount: 100,
  });
  await server.close();
});

test('Postgres ends statements that take too long', async ({ gogreen }) => {
  const { rows } = await gogreen.app.database.pool.query('SHOW statement_timeout');
  expect(rows).toEqual([{ statement_timeout: '28s' }]);
});
