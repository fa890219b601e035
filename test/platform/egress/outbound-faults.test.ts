import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { createOutbound, type OutboundOptions, type OutboundRequest } from '#src/platform/egress/outbound.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { selfSigned } from '#test/support/self-signed.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function open(options: Partial<OutboundOptions> = {}) {
  const outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations), ...options });
  opened.push(outbound);
  return outbound;
}

async function receive(tls?: { key: string; cert: string }): Promise<Receiver> {
  const receiver = await startReceiver(tls);
  opened.push(receiver);
  return receiver;
}

/** A server that answers any connection with these bytes, and its URL. */
async function speak(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(bytes));
  });
  opened.push(server);
  return listen(server);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function post(url: string, more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'POST', url, headers: {}, body: 'body', ...more };
}

describe('a name', () => {
  it.each(['ENOTFOUND', 'EAI_AGAIN'])('whose look-up fails with %s is a dns error', async (code) => {
    const resolve = () => Promise.reject(Object.assign(new Error(`getaddrinfo ${code}`), { code }));
    expect(await open({ resolve }).send(post('http://gone.example/secret-path'))).toEqual({
      kind: 'error',
      class: 'dns',
      message: `The name gone.example could not be resolved (${code}).`,
      address: null,
      durationMs: expect.any(Number),
    });
  });

  it('without addresses is a dns error', async () => {
    expect(await open({ resolve: async () => [] }).send(post('http://empty.example'))).toMatchObject({
      class: 'dns',
    });
  });

  it('that no system resolves is a dns error', async () => {
    expect(await open().send(post('http://nothing.invalid'))).toMatchObject({ class: 'dns' });
  });

  it('whose look-up hangs is a timeout', async () => {
    const outbound = open({ timeoutMs: 20, resolve: () => new Promise(() => undefined) });
    expect(await outbound.send(post('http://slow.example'))).toMatchObject({ class: 'timeout' });
  });
});

describe('a connection', () => {
  it('to a port where nobody listens is refused', async () => {
    const receiver = await receive();
    await receiver.close();
    opened.splice(opened.indexOf(receiver), 1);
    expect(await open().send(post(`${receiver.url}/secret-path`))).toMatchObject({
      kind: 'error',
      class: 'refused',
      address: '127.0.0.1',
      message: `The connection was refused or broken off: connect ECONNREFUSED 127.0.0.1:${receiver.port}`,
    });
  });

  it('that is reset after the request counts as refused, and the request is not repeated', async () => {
    const receiver = await receive();
    receiver.reset();
    expect(await open().send(post(receiver.url))).toMatchObject({ class: 'refused', address: '127.0.0.1' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('that is closed without an answer counts as refused', async () => {
    expect(await open().send(post(await speak('')))).toMatchObject({ class: 'refused' });
  });

  it('that the server closes after each answer without saying so is not used again', async () => {
    const url = await speak('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    const outbound = open();
    for (let i = 0; i < 50; i++) {
      expect(await outbound.send(post(url)), `request ${i}`).toMatchObject({ status: 200, body: 'ok' });
    }
  });

  it('works again after a failure', async () => {
    const receiver = await receive();
    const outbound = open();
    receiver.reset();
    await outbound.send(post(receiver.url));
    receiver.answer({ status: 204 });
    expect(await outbound.send(post(receiver.url))).toMatchObject({ status: 204 });
  });
});

describe('the time limit', () => {
  it('ends a request that is never answered', async () => {
    const receiver = await receive();
    receiver.hang();
    expect(await open({ timeoutMs: 50 }).send(post(receiver.url))).toMatchObject({
      kind: 'error',
      class: 'timeout',
      message: 'No complete response came within 0.05 s.',
      address: '127.0.0.1',
    });
  });

  it('ends a body that drips without an end', async () => {
    const receiver = await receive();
    receiver.drip();
    expect(await open({ timeoutMs: 100 }).send(post(receiver.url))).toMatchObject({ class: 'timeout' });
  });

  it('of one request leaves the others alone', async () => {
    const receiver = await receive();
    const outbound = open({ timeoutMs: 300 });
    receiver.hang();
    const hanging = outbound.send(post(receiver.url));
    await receiver.waitFor(1);
    receiver.answer({});
    expect(await outbound.send(post(receiver.url))).toMatchObject({ status: 200 });
    expect(await hanging).toMatchObject({ class: 'timeout' });
  });
});

describe('the signal', () => {
  it('cancels a running request', async () => {
    const receiver = await receive();
    receiver.hang();
    const controller = new AbortController();
    const sending = open().send(post(receiver.url), controller.signal);
    await receiver.waitFor(1);
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'error', class: 'aborted' });
  });

  it('that has aborted before keeps the request from being sent', async () => {
    const receiver = await receive();
    expect(await open().send(post(receiver.url), AbortSignal.abort())).toMatchObject({ class: 'aborted' });
    expect(receiver.requests).toHaveLength(0);
  });

  it('keeps no listeners: fifty requests at once on one signal cause no warning', async () => {
    const receiver = await receive();
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    const { signal } = new AbortController();
    const outbound = open();
    await Promise.all(Array.from({ length: 50 }, () => outbound.send(post(receiver.url), signal)));
    process.off('warning', keep);
    expect(warnings).toEqual([]);
  });
});

describe('closing', () => {
  it('cancels running requests and sends none afterwards', async () => {
    const receiver = await receive();
    receiver.hang();
    const outbound = open();
    const sending = outbound.send(post(receiver.url));
    await receiver.waitFor(1);
    await outbound.close();
    expect(await sending).toMatchObject({ class: 'aborted' });
    expect(await outbound.send(post(receiver.url))).toMatchObject({ class: 'aborted' });
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('HTTP', () => {
  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['headers beyond 16 KiB', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('with %s is an http error', async (_what, bytes) => {
    expect(await open().send(post(await speak(bytes)))).toMatchObject({ kind: 'error', class: 'http' });
  });

  it.each([
    ['100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'],
    [
      'several',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n',
    ],
  ])('interim responses are passed over: %s', async (_what, interim) => {
    const url = await speak(`${interim}HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok`);
    expect(await open().send(post(url))).toMatchObject({
      kind: 'response',
      status: 202,
      headers: [['Content-Length', '2']],
      body: 'ok',
      truncated: false,
    });
  });

  it('an interim response that comes before the rest, and before the request is complete, is passed over', async () => {
    const receiver = await receive();
    const server = createServer((socket) => {
      socket.on('error', () => {}).write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.pipe(connect(receiver.port, '127.0.0.1')).pipe(socket);
    });
    opened.push(server);
    const url = await listen(server);
    const body = 'x'.repeat(900_000);
    expect(await open().send(post(url, { body }))).toMatchObject({ kind: 'response', status: 200 });
    expect(receiver.requests[0]?.body.length).toBe(body.length);
  });

  it('a connection that had an interim response is used again', async () => {
    const receiver = await receive();
    receiver.interim(['100 Continue', '102 Processing']);
    const outbound = open();
    for (const body of ['one', 'two', 'three']) {
      expect(await outbound.send(post(receiver.url, { body }))).toMatchObject({ status: 200 });
    }
    expect(receiver.requests.map(({ body }) => body.toString())).toEqual(['one', 'two', 'three']);
    expect(new Set(receiver.requests.map(({ remotePort }) => remotePort)).size).toBe(1);
  });

  it('only interim responses without an end are a timeout', async () => {
    const server = createServer((socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 5);
      socket.on('error', () => {}).on('close', () => clearInterval(timer));
      socket.resume();
    });
    opened.push(server);
    const outbound = open({ timeoutMs: 100 });
    expect(await outbound.send(post(await listen(server)))).toMatchObject({ class: 'timeout' });
    await outbound.close();
  });

  it('an answer to switch protocols that nobody asked for counts as refused', async () => {
    const url = await speak(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(await open().send(post(url))).toMatchObject({ kind: 'error', class: 'refused' });
  });

  it.each([
    ['ends before the announced length', 'Content-Length: 100\r\n\r\nonly this', 'only this'],
    ['ends in the middle of a chunk', 'Transfer-Encoding: chunked\r\n\r\n64\r\nonly this', 'only this'],
    ['ends without the last chunk', 'Transfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n', 'only this'],
    ['has garbage for a chunk', 'Transfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\nzz\r\n', 'only this'],
    ['has garbage for its first chunk', 'Transfer-Encoding: chunked\r\n\r\n{"ok":true}', ''],
  ])(
    'a response whose body %s has its status and what came of the body, as truncated',
    async (_what, rest, body) => {
      for (const status of [202, 500]) {
        const outcome = await open().send(post(await speak(`HTTP/1.1 ${status} Any\r\n${rest}`)));
        expect(outcome).toMatchObject({
          kind: 'response',
          status,
          body,
          truncated: true,
          address: '127.0.0.1',
        });
      }
    },
  );

  it('a response with more than its announced length has its status and the body of that length', async () => {
    const url = await speak('HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\nonly this');
    const outbound = open();
    for (let i = 0; i < 2; i++) {
      expect(await outbound.send(post(url))).toMatchObject({ status: 202, body: 'only', truncated: false });
    }
  });

  it('a body that is reset in the middle has its status', async () => {
    const server = createServer((socket) => {
      socket
        .on('error', () => {})
        .once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this', () =>
            setTimeout(() => socket.resetAndDestroy(), 50),
          );
        });
    });
    opened.push(server);
    const outcome = await open().send(post(await listen(server)));
    expect(outcome).toMatchObject({ kind: 'response', status: 200, body: 'only this', truncated: true });
  });

  it('letters beyond ASCII in response headers are read as UTF-8', async () => {
    const url = await speak('HTTP/1.1 200 OK\r\nX-Word: größer\r\nContent-Length: 0\r\n\r\n');
    expect(await open().send(post(url))).toMatchObject({
      headers: [
        ['X-Word', 'größer'],
        ['Content-Length', '0'],
      ],
    });
  });

  it('headers that cannot be sent are an http error that does not show their values', async () => {
    const receiver = await receive();
    const outcome = await open().send(post(receiver.url, { headers: { 'X-Key': 'secret\r\nInjected: 1' } }));
    expect(outcome).toMatchObject({
      kind: 'error',
      class: 'http',
      message: expect.not.stringContaining('secret'),
    });
    expect(receiver.requests).toHaveLength(0);
  });

  it('compressed bodies are not inflated', async () => {
    const receiver = await receive();
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    receiver.answer({ headers: { 'Content-Encoding': 'gzip' }, body: bomb });
    const outcome = await open().send(post(receiver.url));
    expect(outcome).toMatchObject({ kind: 'response', status: 200, truncated: false });
    expect(outcome.kind === 'response' && outcome.body.length).toBeLessThanOrEqual(bomb.length);
  });
});

describe('TLS', () => {
  it('rejects an untrusted certificate', async () => {
    const receiver = await receive(selfSigned);
    const outbound = open({ resolve: async () => ['127.0.0.1'] });
    expect(await outbound.send(post(`https://hooks.example.test:${receiver.port}`))).toMatchObject({
      kind: 'error',
      class: 'tls',
      address: '127.0.0.1',
    });
    expect(receiver.requests).toHaveLength(0);
  });

  it('checks the certificate against the name of the URL, not the address', async () => {
    const receiver = await receive(selfSigned);
    const outbound = open({ resolve: async () => ['127.0.0.1'] });
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, selfSigned.cert]);
    try {
      const right = await outbound.send(post(`https://hooks.example.test:${receiver.port}`));
      const wrong = await outbound.send(post(`https://other.example.test:${receiver.port}`));
      expect(right).toMatchObject({ kind: 'response', status: 200 });
      expect(wrong).toMatchObject({ kind: 'error', class: 'tls' });
    } finally {
      setDefaultCACertificates(trusted);
    }
  });

  it('with a server that does not speak TLS is a tls error', async () => {
    const receiver = await receive();
    expect(await open().send(post(`https://127.0.0.1:${receiver.port}`))).toMatchObject({ class: 'tls' });
  });
});
