import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { createOutbound, type OutboundOptions, type OutboundRequest } from '#src/platform/egress/outbound.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let receiver: Receiver;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  receiver = await startReceiver();
  opened.push(receiver);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function open(options: Partial<OutboundOptions> = {}) {
  const outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations), ...options });
  opened.push(outbound);
  return outbound;
}

function post(url: string, more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'POST', url, headers: {}, body: '{"a":1}', ...more };
}

describe('a request', () => {
  it('arrives byte for byte, and its answer comes back whole', async () => {
    receiver.answer({
      status: 201,
      headers: { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'grüß dich 🚩',
    });
    const body = JSON.stringify({ name: 'naïve 🚩 مرحبا \u0001' });
    const outcome = await open().send(
      post(`${receiver.url}/hooks?a=%20b`, { headers: { 'X-Own': 'v' }, body }),
    );

    expect(outcome).toMatchObject({
      kind: 'response',
      status: 201,
      body: 'grüß dich 🚩',
      truncated: false,
      address: '127.0.0.1',
      durationMs: expect.any(Number),
    });
    expect(outcome.kind === 'response' && outcome.headers).toEqual(
      expect.arrayContaining([
        ['X-Answer', 'yes'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ]),
    );
    const [received] = receiver.requests;
    expect(received?.body.toString()).toBe(body);
    expect(received).toMatchObject({
      method: 'POST',
      path: '/hooks?a=%20b',
      headers: { 'x-own': 'v', 'accept-encoding': 'identity', host: `127.0.0.1:${receiver.port}` },
    });
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)('can be a %s without a body', async (method) => {
    expect(await open().send(post(receiver.url, { method, body: null }))).toMatchObject({ status: 200 });
    expect(receiver.requests[0]).toMatchObject({ method, path: '/' });
  });

  it('uses the connections of those before', async () => {
    const outbound = open();
    for (let i = 0; i < 20; i++) await outbound.send(post(receiver.url));
    // Two, because a connection rests for one turn of the event loop before it is used again.
    expect(new Set(receiver.requests.map(({ remotePort }) => remotePort)).size).toBeLessThanOrEqual(2);
  });

  it('is not redirected: the redirect is the answer', async () => {
    receiver.answer({ status: 302, headers: { Location: `${receiver.url}/elsewhere` } });
    expect(await open().send(post(receiver.url))).toMatchObject({ kind: 'response', status: 302 });
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('a response body', () => {
  it.each([
    [1_000, 1_000, false],
    [1_001, 1_000, true],
    [5_000_000, 1_000, true],
  ])('of %i bytes is kept to %i at a cap of 1,000; truncated: %s', async (sent, kept, truncated) => {
    receiver.answer({ status: 418, body: 'x'.repeat(sent) });
    const outcome = await open({ maxResponseBytes: 1_000 }).send(post(receiver.url));
    expect(outcome).toMatchObject({ kind: 'response', status: 418, body: 'x'.repeat(kept), truncated });
  });

  it('that is cut inside a character loses that character', async () => {
    receiver.answer({ body: 'abc🚩' });
    expect(await open({ maxResponseBytes: 5 }).send(post(receiver.url))).toMatchObject({
      body: 'abc',
      truncated: true,
    });
  });

  it('keeps U+FFFD for what is not UTF-8 and for U+0000', async () => {
    receiver.answer({ body: Buffer.from([0x61, 0x00, 0xff, 0x62]) });
    expect(await open().send(post(receiver.url))).toMatchObject({ body: 'a\ufffd\ufffdb' });
  });

  it('that never ends at full speed is cut at the cap', async () => {
    receiver.drip();
    const outcome = await open({ maxResponseBytes: 3 }).send(post(receiver.url));
    expect(outcome).toMatchObject({ kind: 'response', status: 200, body: '...', truncated: true });
  });
});

describe('the guard', () => {
  it('refuses a literal address before anything is sent', async () => {
    const outcome = await open({ policy: createEgressPolicy([]) }).send(post(receiver.url));
    expect(outcome).toMatchObject({
      kind: 'error',
      class: 'blocked',
      message: expect.stringContaining('EGRESS_ALLOW'),
    });
    expect(receiver.requests).toHaveLength(0);
  });

  it('refuses a name when one of its addresses is bad', async () => {
    const outbound = open({
      policy: createEgressPolicy([]),
      resolve: async () => ['93.184.216.34', '10.0.0.7'],
    });
    expect(await outbound.send(post('http://hooks.example/'))).toMatchObject({
      class: 'blocked',
      address: '10.0.0.7',
      message: expect.stringContaining('hooks.example resolves to 10.0.0.7'),
    });
  });

  it('connects to the checked address, even if the name resolves to another one since', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.7'], ['127.0.0.1']];
    const outbound = open({ resolve: async () => answers.shift() ?? [] });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(await outbound.send(post(url))).toMatchObject({ status: 200, address: '127.0.0.1' });
    expect(await outbound.send(post(url))).toMatchObject({ class: 'blocked', address: '10.0.0.7' });
    expect(await outbound.send(post(url))).toMatchObject({ status: 200 });
    expect(receiver.requests.map(({ headers }) => headers.host)).toEqual([
      `rebinding.example:${receiver.port}`,
      `rebinding.example:${receiver.port}`,
    ]);
  });

  it('does not use a kept connection to an address that the name no longer has', async () => {
    // Nobody listens at 127.0.0.2: Linux refuses at once, other systems let the time run out.
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const outbound = open({ timeoutMs: 1_000, resolve: async () => answers.shift() ?? [] });
    const url = `http://moving.example:${receiver.port}/`;
    expect(await outbound.send(post(url))).toMatchObject({ address: '127.0.0.1', status: 200 });
    expect(await outbound.send(post(url))).toMatchObject({ kind: 'error', address: '127.0.0.2' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('tries the next checked address when the first refuses', async () => {
    const outbound = open({ resolve: async () => ['127.0.0.3', '127.0.0.1'] });
    const outcome = await outbound.send(post(`http://two.example:${receiver.port}/`));
    expect(outcome).toMatchObject({ kind: 'response', status: 200, address: '127.0.0.1' });
  });

  it.each([
    ['ftp://127.0.0.1/', 'http:// or https://'],
    ['http://user@127.0.0.1/', 'user name'],
    ['nonsense', 'not a URL'],
  ])('refuses %s', async (url, reason) => {
    const outbound = open();
    const blocked = {
      kind: 'error',
      class: 'blocked',
      message: expect.stringContaining(reason),
      address: null,
    };
    expect(await outbound.send(post(url))).toMatchObject(blocked);
    expect(await outbound.check(url)).toContain(reason);
  });

  it('checks a URL without calling it', async () => {
    const outbound = open({ resolve: async () => ['127.0.0.1', '192.168.0.1'] });
    expect(await outbound.check(receiver.url)).toBeNull();
    expect(await outbound.check('https://hooks.example')).toContain('192.168.0.1');
    expect(receiver.requests).toHaveLength(0);
  });

  it('lets a name pass the check that does not resolve yet', async () => {
    const outbound = open({ resolve: () => Promise.reject(new Error('no network')) });
    expect(await outbound.check('https://hooks.example')).toBeNull();
  });
});
