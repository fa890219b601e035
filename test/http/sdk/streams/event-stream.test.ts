import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type EventStream, openEventStream, type StreamTiming } from '#src/http/sdk/streams/event-stream.ts';
import { eventOf, PING } from '#src/http/sdk/streams/event-text.ts';
import { eventually } from '#test/support/eventually.ts';
import { openSse } from '#test/support/sse-client.ts';

/** More than the buffers of a connection in the kernel take. */
const MESSAGE_BYTES = 32 * 1024 * 1024;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

interface Opened {
  url: string;
  port: number;
  ending: AbortController;
  /** Of the first request. */
  stream: Promise<EventStream>;
  response: Promise<ServerResponse>;
  ready: number;
  ended: number;
}

/** A server that opens a stream for each request. */
async function serve(timing: Partial<StreamTiming> = {}): Promise<Opened> {
  const ending = new AbortController();
  const stream = Promise.withResolvers<EventStream>();
  const response = Promise.withResolvers<ServerResponse>();
  const opened: Opened = {
    url: '',
    port: 0,
    ending,
    stream: stream.promise,
    response: response.promise,
    ready: 0,
    ended: 0,
  };
  const server = createServer((_request, answer) => {
    response.resolve(answer);
    stream.resolve(
      openEventStream(answer, {
        signal: ending.signal,
        timing: { pingEveryMs: 60_000, stallCheckMs: 60_000, ...timing },
        ping: () => PING,
        onReady: () => opened.ready++,
        onEnd: () => opened.ended++,
      }),
    );
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  opened.port = (server.address() as AddressInfo).port;
  opened.url = `http://127.0.0.1:${opened.port}/`;
  return opened;
}

/** A client that reads the head of the response and then nothing more. */
async function openSilently(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');
  return socket.pause();
}

const message = eventOf(
  'changes',
  { epoch: 'e', version: 1 },
  JSON.stringify({ text: 'x'.repeat(MESSAGE_BYTES) }),
);

describe('a stream of server-sent events', () => {
  test('a stream sends its head before the first event, and asks proxies not to buffer it', async () => {
    const server = await serve();
    const client = await openSse(server.url, { key: '' });
    expect(client.events).toEqual([]);
    expect(client.status).toBe(200);
    expect(client.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    client.cut();
  });

  test('an event arrives with its id, its name and its data on one line, line breaks and other planes included', async () => {
    const server = await serve();
    const client = await openSse(server.url, { key: '' });
    const data = { text: 'a\r\nb\n\nc\u2028\u{1F600}\ud800' };
    (await server.stream).write(eventOf('values', { epoch: 'e-1', version: 7 }, JSON.stringify(data)));
    await client.waitFor(1);
    const [event] = client.events;
    expect(event).toMatchObject({ id: 'e-1.7', name: 'values' });
    expect(JSON.parse(event?.data ?? '')).toEqual(data);
    client.cut();
  });

  test('pings come as comments while nothing else is sent', async () => {
    const server = await serve({ pingEveryMs: 5 });
    const client = await openSse(server.url, { key: '' });
    await eventually(() => expect(client.comments.length).toBeGreaterThan(2));
    expect(new Set(client.comments)).toEqual(new Set([': ping']));
    client.cut();
    await eventually(() => expect(server.ended).toBe(1));
  });

  test('a reader that takes nothing is not ready, gets no pings, and is ready again after it has read', async () => {
    const server = await serve({ pingEveryMs: 5 });
    const client = await openSilently(server.port);
    const [stream, response] = await Promise.all([server.stream, server.response]);
    stream.write(message);
    expect(stream.isReady()).toBe(false);
    const { writableLength } = response;
    // Ten pings of another reader.
    const other = await openSse(server.url, { key: '' });
    await eventually(() => expect(other.comments.length).toBeGreaterThan(10));
    expect(response.writableLength).toBe(writableLength);
    expect(server.ready).toBe(0);
    client.resume();
    await eventually(() => expect(server.ready).toBe(1));
    expect(stream.isReady()).toBe(true);
    client.destroy();
    other.cut();
  });

  test('a stalled reader is disconnected, and what waited for it leaves the memory', async () => {
    const server = await serve({ stallCheckMs: 50 });
    const client = await openSilently(server.port);
    (await server.stream).write(message);
    await eventually(() => expect(server.ended).toBe(1));
    expect((await server.response).writableLength).toBe(0);
    client.destroy();
  });

  test('a reader that gets pings and reads them is not taken for a stalled one', async () => {
    const server = await serve({ pingEveryMs: 10, stallCheckMs: 60 });
    const client = await openSse(server.url, { key: '' });
    await eventually(() => expect(client.comments.length).toBeGreaterThan(30));
    expect(server.ended).toBe(0);
    client.cut();
  });

  test('when its right ends, a stream breaks off after what was written', async () => {
    const server = await serve();
    const client = await openSse(server.url, { key: '' });
    (await server.stream).write(eventOf('values', { epoch: 'e', version: 1 }, '{}'));
    server.ending.abort();
    expect(await client.ended).toBe('broken off');
    expect(client.events).toHaveLength(1);
    expect(server.ended).toBe(1);
  });

  test('when its right ends, a stream to a reader that takes nothing ends at once', async () => {
    const server = await serve();
    const client = await openSilently(server.port);
    (await server.stream).write(message);
    server.ending.abort();
    await eventually(() => expect(server.ended).toBe(1));
    client.destroy();
  });

  test('writing to a reader that has left does nothing', async () => {
    const server = await serve();
    const client = await openSse(server.url, { key: '' });
    const stream = await server.stream;
    client.cut();
    await eventually(() => expect(server.ended).toBe(1));
    expect(stream.isReady()).toBe(false);
    stream.write(message);
    stream.breakOff();
    expect((await server.response).writableLength).toBe(0);
  });
});
