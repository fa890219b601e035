import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createSocketPeers, IDLE_TIMEOUT_MS } from '#src/http/websocket/socket-peers.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { eventually } from '#test/support/eventually.ts';

const test = testWithApp({ worker: false, settings: { TRUST_PROXY: '1' } });

const PROTOCOL = 'graphql-transport-ws';

function openFrom(gogreen: TestApp, address: string): WebSocket {
  const headers = { 'x-forwarded-for': address };
  return new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, PROTOCOL, { headers });
}

/** Resolves when the server has acknowledged the connection. */
async function greet(socket: WebSocket, token: string | null): Promise<void> {
  const payload = token === null ? {} : { authorization: `Bearer ${token}` };
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(String(message))).toEqual({ type: 'connection_ack' });
}

describe('WebSockets without a token', () => {
  test('are limited per address; a socket with a valid token does not count, and other addresses are admitted', async ({
    gogreen,
  }) => {
    const sockets: WebSocket[] = [];
    const open = async (address: string) => {
      const socket = openFrom(gogreen, address);
      await once(socket, 'open');
      sockets.push(socket);
      return socket;
    };
    onTestFinished(() => {
      for (const socket of sockets) socket.terminate();
    });
    // Connections that say nothing are closed after a while: these say that they have no token.
    for (let n = 0; n < 199; n++) await greet(await open('203.0.113.1'), null);
    await greet(await open('203.0.113.1'), ADMIN_TOKEN);
    const last = await open('203.0.113.1');
    const [error] = (await once(openFrom(gogreen, '203.0.113.1'), 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 429');
    await greet(await open('203.0.113.2'), null);

    last.terminate();
    await eventually(async () => {
      const socket = openFrom(gogreen, '203.0.113.1');
      socket.on('error', () => undefined);
      await once(socket, 'open');
      sockets.push(socket);
    });
  });

  test('that send no connection_init are closed: 4408', async ({ gogreen }) => {
    const socket = openFrom(gogreen, '203.0.113.3');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4408);
  });
});

describe('on one WebSocket', () => {
  test('a thousand operations run at a time; one more is rejected, and the others continue', async ({
    gogreen,
  }) => {
    const socket = openFrom(gogreen, '203.0.113.4');
    await once(socket, 'open');
    await greet(socket, ADMIN_TOKEN);
    const answers = new Map<string, { type: string; payload: unknown }>();
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { id: string; type: string; payload: unknown };
      if (message.type !== 'complete') answers.set(message.id, message);
    });
    await gogreen.send('mutation { createProject(input: { key: "sockets", name: "x" }) { __typename } }');
    const query = 'subscription { events(projectKey: "sockets") { sequence } }';
    for (let id = 1; id <= 1_000; id++)
      socket.send(JSON.stringify({ type: 'subscribe', id: String(id), payload: { query } }));
    for (const id of ['one too many', 'x'.repeat(201)])
      socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query: '{ __typename }' } }));
    await eventually(() => expect(answers.size).toBe(2));
    expect([...answers.values()]).toMatchObject([
      {
        type: 'error',
        payload: [{ message: '1000 operations are running on this socket already. Open another socket.' }],
      },
      {
        type: 'error',
        payload: [{ message: 'The id of an operation must be at most 200 characters long.' }],
      },
    ]);
    socket.send(JSON.stringify({ type: 'complete', id: '1' }));
    socket.send(JSON.stringify({ type: 'subscribe', id: 'again', payload: { query: '{ __typename }' } }));
    await eventually(() => expect(answers.get('again')?.type).toBe('next'));
    socket.close();
    await once(socket, 'close');
  });

  test('messages outside the protocol end that connection alone', async ({ gogreen }) => {
    for (const message of [
      '{',
      '[]',
      '{"type":"unknown"}',
      '{"type":"__proto__"}',
      '"text"',
      '{"type":"subscribe"}',
    ]) {
      const socket = openFrom(gogreen, '203.0.113.5');
      await once(socket, 'open');
      await greet(socket, ADMIN_TOKEN);
      socket.send(message);
      const [code] = (await once(socket, 'close')) as [number];
      expect([1002, 4400]).toContain(code);
    }
    expect(await gogreen.send('{ __typename }')).toMatchObject({ status: 200 });
  });
});

test('sockets without operations are closed after five minutes, busy ones are not', async ({ gogreen }) => {
  const peers = createSocketPeers(gogreen.serving, {} as never, { trust: () => undefined });
  const sockets = ['idle', 'busy'].map((name) => ({ name, closed: [] as unknown[] }));
  const fakes = sockets.map(
    ({ closed }) => ({ close: (...how: unknown[]) => closed.push(how) }) as never as WebSocket,
  );
  for (const fake of fakes) {
    const request = { headers: {}, socket: { remoteAddress: '203.0.113.6', once() {} } };
    peers.reserve(request as never)?.(fake);
  }
  const isBusy = (socket: WebSocket) => socket === fakes[1];
  const start = performance.now();
  peers.closeIdle(fakes, isBusy, start + IDLE_TIMEOUT_MS - 1_000);
  expect(sockets.map(({ closed }) => closed)).toEqual([[], []]);
  peers.closeIdle(fakes, isBusy, start + IDLE_TIMEOUT_MS + 1_000);
  expect(sockets.map(({ closed }) => closed)).toEqual([[[1001, 'Idle']], []]);
  // What was busy at the last look has its five minutes from then.
  peers.closeIdle(fakes.slice(1), () => false, start + 2 * IDLE_TIMEOUT_MS);
  expect(sockets[1]?.closed).toEqual([]);
});

describe('connections', () => {
  const connected: Socket[] = [];
  async function open(url: string): Promise<Socket> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    connected.push(socket);
    return socket;
  }
  const request = (token: string | null) =>
    `GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\n${token ? `Authorization: Bearer ${token}\r\n` : ''}\r\n`;

  test('without a valid token are limited per address; with one they do not count', async () => {
    const direct = await startTestApp({ worker: false });
    onTestFinished(async () => {
      for (const socket of connected) socket.destroy();
      await direct.close();
    });
    const trusted = await open(direct.url);
    trusted.write(request(ADMIN_TOKEN));
    await once(trusted, 'data');
    for (let n = 0; n < 500; n++) await open(direct.url);
    // A connection is accepted by the system before the server sees it, and closed again.
    const refused = await open(direct.url);
    await once(refused, 'close');

    trusted.write(request(ADMIN_TOKEN));
    const [answer] = (await once(trusted, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    connected[1]?.destroy();
    await eventually(async () => expect((await fetch(`${direct.url}/health/live`)).status).toBe(200));
  });
});
