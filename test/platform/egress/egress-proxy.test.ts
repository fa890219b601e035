import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { parseEgressProxy } from '#src/platform/egress/egress-proxy.ts';
import { createOutbound, type OutboundOptions, type OutboundRequest } from '#src/platform/egress/outbound.ts';
import { type ConnectProxyOptions, startConnectProxy } from '#test/support/connect-proxy.ts';
import { eventually } from '#test/support/eventually.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { selfSigned, selfSignedLocalhost } from '#test/support/self-signed.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function receive(tls?: typeof selfSigned) {
  const receiver = await startReceiver(tls);
  opened.push(receiver);
  return receiver;
}

async function startProxy(options?: ConnectProxyOptions) {
  const proxy = await startConnectProxy(options);
  opened.push(proxy);
  return proxy;
}

function openThrough(proxyUrl: string, options: Partial<OutboundOptions> = {}) {
  const proxy = parseEgressProxy(proxyUrl);
  expect(proxy).toBeDefined();
  const outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations), proxy, ...options });
  opened.push(outbound);
  return outbound;
}

function post(url: string, more: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'POST', url, headers: {}, body: '{"a":1}', ...more };
}

/** Trusts the certificates of the tests while the work runs. */
async function trusting<Result>(work: () => Promise<Result>): Promise<Result> {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, selfSigned.cert, selfSignedLocalhost.cert]);
  return work().finally(() => setDefaultCACertificates(trusted));
}

const toLoopback = { resolve: async () => ['127.0.0.1'] };

describe('with an egress proxy', () => {
  it('a plain request goes through a tunnel to the checked address, with the name of its URL as Host', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    receiver.answer({ status: 201, body: 'thanks' });
    const outbound = openThrough(proxy.url, toLoopback);
    const outcome = await outbound.send(post(`http://hooks.example.test:${receiver.port}/path?q=1`));
    expect(outcome).toMatchObject({ kind: 'response', status: 201, body: 'thanks', address: '127.0.0.1' });
    expect(proxy.asked).toEqual([{ authority: `127.0.0.1:${receiver.port}`, authorization: undefined }]);
    expect(proxy.others).toEqual([]);
    expect(receiver.requests[0]).toMatchObject({
      path: '/path?q=1',
      headers: { host: `hooks.example.test:${receiver.port}` },
    });
    expect(receiver.requests[0]?.rawHeaders.join()).not.toMatch(/proxy/i);
  });

  it('a request by TLS is encrypted to the receiver, whose certificate has to be that of the name in the URL', async () => {
    const [proxy, receiver] = [await startProxy(), await receive(selfSigned)];
    const outbound = openThrough(proxy.url, toLoopback);
    await trusting(async () => {
      const right = await outbound.send(post(`https://hooks.example.test:${receiver.port}/`));
      expect(right).toMatchObject({ kind: 'response', status: 200, address: '127.0.0.1' });
      const wrong = await outbound.send(post(`https://other.example.test:${receiver.port}/`));
      expect(wrong).toMatchObject({ kind: 'error', class: 'tls' });
    });
    expect(
      await openThrough(proxy.url, toLoopback).send(post(`https://x.test:${receiver.port}/`)),
    ).toMatchObject({
      class: 'tls',
    });
    expect(proxy.asked.map(({ authority }) => authority)).toEqual(
      Array(3).fill(`127.0.0.1:${receiver.port}`),
    );
    expect(receiver.requests).toHaveLength(1);
  });

  it('both schemes work through a proxy that is itself reached by TLS', async () => {
    const proxy = await startProxy({ tls: selfSignedLocalhost });
    const [plain, secure] = [await receive(), await receive(selfSigned)];
    await trusting(async () => {
      const outbound = openThrough(proxy.url, toLoopback);
      expect(await outbound.send(post(`http://a.test:${plain.port}/`))).toMatchObject({ status: 200 });
      const encrypted = post(`https://hooks.example.test:${secure.port}/`);
      expect(await outbound.send(encrypted)).toMatchObject({ status: 200 });
    });
    expect(proxy.asked).toHaveLength(2);
  });

  it('a proxy with an untrusted certificate is not used', async () => {
    const [proxy, receiver] = [await startProxy({ tls: selfSignedLocalhost }), await receive()];
    expect(await openThrough(proxy.url).send(post(receiver.url))).toMatchObject({
      kind: 'error',
      class: 'proxy',
      message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
    expect([proxy.asked, receiver.requests]).toEqual([[], []]);
  });

  it('connections are kept: the proxy is asked once for many requests', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    const outbound = openThrough(proxy.url);
    for (let i = 0; i < 10; i++)
      expect(await outbound.send(post(receiver.url))).toMatchObject({ status: 200 });
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it('user and password are sent to the proxy only', async () => {
    const proxy = await startProxy({ credentials: 'gogreen:s3cret-for-proxies' });
    const receiver = await receive();
    expect(await openThrough(proxy.urlWithCredentials).send(post(receiver.url))).toMatchObject({
      status: 200,
    });
    expect(proxy.asked[0]?.authorization).toBe(
      `Basic ${Buffer.from('gogreen:s3cret-for-proxies').toString('base64')}`,
    );
    expect(receiver.requests[0]?.rawHeaders.join()).not.toMatch(/basic|s3cret/i);
  });

  it('a receiver with several addresses is tried at each of them', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    proxy.refuse(502, `127.0.0.2:${receiver.port}`);
    const outbound = openThrough(proxy.url, { resolve: async () => ['127.0.0.2', '127.0.0.1'] });
    const outcome = await outbound.send(post(`http://two.example:${receiver.port}/`));
    expect(outcome).toMatchObject({ status: 200, address: '127.0.0.1' });
    expect(proxy.asked).toHaveLength(2);
  });

  it('an IPv6 address is asked for in brackets', async () => {
    const proxy = await startProxy();
    proxy.refuse(503);
    const outcome = await openThrough(proxy.url).send(post('http://[::1]:8080/'));
    expect(outcome).toMatchObject({ class: 'proxy', address: '::1' });
    expect(proxy.asked[0]?.authority).toBe('[::1]:8080');
  });
});

describe('the guard in front of an egress proxy', () => {
  it.each(['http://10.0.0.7/', 'http://169.254.169.254/latest', 'https://[fd00::1]/', 'http://0x7f.1/'])(
    'refuses %s before the proxy is asked',
    async (url) => {
      const proxy = await startProxy();
      const outbound = openThrough(proxy.url, { policy: createEgressPolicy([]) });
      expect(await outbound.send(post(url))).toMatchObject({ kind: 'error', class: 'blocked' });
      expect(await outbound.check(url)).toContain('is not a public address');
      expect([proxy.asked, proxy.others]).toEqual([[], []]);
    },
  );

  it('blocks a name with a private address, and sends the proxy the checked address instead of the name', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    const answers = [['127.0.0.1'], ['10.0.0.7'], ['127.0.0.1', '10.0.0.7']];
    const outbound = openThrough(proxy.url, { resolve: async () => answers.shift() ?? [] });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(await outbound.send(post(url))).toMatchObject({ status: 200 });
    expect(await outbound.send(post(url))).toMatchObject({ class: 'blocked', address: '10.0.0.7' });
    expect(await outbound.send(post(url))).toMatchObject({ class: 'blocked', address: '10.0.0.7' });
    expect(proxy.asked.map(({ authority }) => authority)).toEqual([`127.0.0.1:${receiver.port}`]);
  });
});

describe('an egress proxy that does not connect fails the attempt, which never goes round it:', () => {
  const failure = (message: string) => ({
    kind: 'error',
    class: 'proxy',
    message: expect.stringContaining(message),
  });

  it('the connection is refused', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    await proxy.close();
    opened.splice(opened.indexOf(proxy), 1);
    expect(await openThrough(proxy.url).send(post(receiver.url))).toMatchObject(failure('(ECONNREFUSED)'));
    expect(receiver.requests).toEqual([]);
  });

  it.each([403, 500, 502, 302])('it answers %i', async (status) => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    proxy.refuse(status);
    const outcome = await openThrough(proxy.url).send(post(receiver.url));
    expect(outcome).toMatchObject(failure(`would not or could not connect to 127.0.0.1 (status ${status})`));
    expect(JSON.stringify(outcome)).not.toContain('inner-detail');
    expect(receiver.requests).toEqual([]);
  });

  it('it rejects the password: the error says so without the password', async () => {
    const proxy = await startProxy({ credentials: 'gogreen:right' });
    const receiver = await receive();
    const wrong = proxy.url.replace('://', '://gogreen:wr0ng-pass@');
    const outcome = await openThrough(wrong, { resolve: async () => ['127.0.0.1', '127.0.0.2'] }).send(
      post(`http://two.example:${receiver.port}/`),
    );
    expect(outcome).toMatchObject(
      failure('does not accept the user and password in EGRESS_PROXY (status 407)'),
    );
    expect(JSON.stringify(outcome)).not.toMatch(/wr0ng/);
    expect(proxy.asked).toHaveLength(1);
    expect(receiver.requests).toEqual([]);
  });

  it('it breaks off', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    proxy.reset();
    expect(await openThrough(proxy.url).send(post(receiver.url))).toMatchObject(failure('(ECONNRESET)'));
    expect(receiver.requests).toEqual([]);
  });

  it('it never answers', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    proxy.hang();
    const outcome = await openThrough(proxy.url, { timeoutMs: 600 }).send(post(receiver.url));
    expect(outcome).toMatchObject(failure('did not connect within 0.3 s'));
    expect(receiver.requests).toEqual([]);
  });

  it('it dies under a request that is running', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    receiver.hang();
    const outbound = openThrough(proxy.url);
    const running = outbound.send(post(receiver.url));
    await receiver.waitFor(1);
    await proxy.close();
    opened.splice(opened.indexOf(proxy), 1);
    expect(await running).toMatchObject({ kind: 'error', class: 'refused' });
    expect(await outbound.send(post(receiver.url))).toMatchObject(failure('(ECONNREFUSED)'));
    expect(receiver.requests).toHaveLength(1);
  });

  it('a request that waits for the proxy is cancelled when GoGreen stops', async () => {
    const [proxy, receiver] = [await startProxy(), await receive()];
    proxy.hang();
    const outbound = openThrough(proxy.url);
    const running = outbound.send(post(receiver.url));
    await eventually(() => expect(proxy.asked).toHaveLength(1));
    await outbound.close();
    expect(await running).toMatchObject({ kind: 'error', class: 'aborted' });
  });
});
