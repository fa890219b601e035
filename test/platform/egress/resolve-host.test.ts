import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createResolve } from '#src/platform/egress/resolve-host.ts';
import { type DnsServer, startDnsServer } from '#test/support/dns-server.ts';

let dns: DnsServer;
let folder: string;
let time = 1;
beforeEach(async () => {
  dns = await startDnsServer();
  folder = await mkdtemp(path.join(tmpdir(), 'gogreen-dns-'));
});
afterEach(async () => {
  await dns[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A resolver on files of its own; `owner` is 'shop' unless the test says otherwise. */
async function open({ hosts = '', resolvConf = '' } = {}) {
  const sources = {
    hostsFile: path.join(folder, 'hosts'),
    resolvConf: path.join(folder, 'resolv.conf'),
    servers: [dns.address],
  };
  await writeFile(sources.hostsFile, hosts);
  await writeFile(sources.resolvConf, resolvConf);
  const resolve = createResolve(sources, () => time);
  return (host: string, owner = 'shop', signal = new AbortController().signal) =>
    resolve(host, owner, signal);
}

/** Lets time pass for what is kept. */
function pass(seconds: number) {
  time += seconds * 1_000;
}

describe('a host name', () => {
  it('of the hosts file has the addresses of all its lines, and no name server is asked', async () => {
    const hosts =
      '# a comment\n127.0.0.1 localhost\n10.0.0.5\tInbox.test inbox # the inbox\n\nfd00::5 inbox.test\n';
    const resolve = await open({ hosts });
    expect(await resolve('inbox.test')).toEqual(['10.0.0.5', 'fd00::5']);
    expect(await resolve('inbox')).toEqual(['10.0.0.5']);
    expect(dns.questions).toEqual([]);
  });

  it('has its IPv4 and its IPv6 addresses', async () => {
    dns.names.set('hooks.test', ['192.0.2.1', '192.0.2.2', '2001:db8::1']);
    const resolve = await open();
    expect(await resolve('hooks.test')).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
  });

  it('is looked up with the search domains of resolv.conf', async () => {
    dns.names.set('inbox.shop.svc.cluster.test', ['10.0.0.7']);
    dns.names.set('hooks.test', ['192.0.2.1']);
    const resolve = await open({
      resolvConf: 'domain ignored.test\nsearch svc.cluster.test cluster.test\noptions timeout:1 ndots:5\n',
    });
    expect(await resolve('inbox.shop')).toEqual(['10.0.0.7']);
    expect(await resolve('hooks.test')).toEqual(['192.0.2.1']);
    expect(new Set(dns.questions.filter((question) => question.includes('hooks')))).toEqual(
      new Set([
        'A hooks.test.svc.cluster.test',
        'AAAA hooks.test.svc.cluster.test',
        'A hooks.test.cluster.test',
        'AAAA hooks.test.cluster.test',
        'A hooks.test',
        'AAAA hooks.test',
      ]),
    );
  });

  it('localhost and what lies below it is this machine, also where no file says so', async () => {
    const resolve = await open();
    expect(await resolve('localhost')).toEqual(['127.0.0.1', '::1']);
    expect(await resolve('a.localhost')).toEqual(['127.0.0.1', '::1']);
    expect(dns.questions).toEqual([]);
  });

  it('whose IPv6 addresses nobody answers for has its IPv4 addresses', async () => {
    dns.names.set('hooks.test', ['192.0.2.1']);
    dns.ignores = (question) => question.startsWith('AAAA');
    expect(await (await open())('hooks.test')).toEqual(['192.0.2.1']);
  });

  it('that does not exist is rejected as such', async () => {
    const resolve = await open({ resolvConf: 'search corp.test\n' });
    await expect(resolve('gone.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('what a name server answered', () => {
  it('is kept for five seconds', async () => {
    dns.names.set('hooks.test', ['192.0.2.1']);
    const resolve = await open();
    const first = [resolve('hooks.test'), resolve('hooks.test', 'other')];
    expect(await Promise.all(first)).toEqual([['192.0.2.1'], ['192.0.2.1']]);
    dns.names.set('hooks.test', ['192.0.2.2']);
    pass(4);
    expect(await resolve('hooks.test')).toEqual(['192.0.2.1']);
    expect(dns.questions).toHaveLength(2);
    pass(2);
    expect(await resolve('hooks.test')).toEqual(['192.0.2.2']);
  });

  it('is used for an hour while nobody answers any more, but not once the name is gone', async () => {
    dns.names.set('hooks.test', ['192.0.2.1']);
    const resolve = await open();
    await resolve('hooks.test');
    pass(3_000);
    dns.ignores = () => true;
    expect(await resolve('hooks.test')).toEqual(['192.0.2.1']);
    pass(31);
    dns.ignores = () => false;
    dns.names.clear();
    await expect(resolve('hooks.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  }, 15_000);
});

describe('names that nobody answers for', () => {
  it('are given up, and not looked up again for half a minute', async () => {
    dns.ignores = () => true;
    const resolve = await open();
    await expect(resolve('dead.test')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    const asked = dns.questions.length;
    pass(29);
    await expect(resolve('dead.test')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(dns.questions).toHaveLength(asked);
    pass(2);
    dns.ignores = () => false;
    dns.names.set('dead.test', ['192.0.2.1']);
    expect(await resolve('dead.test')).toEqual(['192.0.2.1']);
  }, 15_000);

  it('of one project: 32 look-ups at a time, and those of other projects wait for none', async () => {
    dns.names.set('hooks.test', ['192.0.2.1']);
    dns.ignores = (question) => question.includes('dead');
    const resolve = await open();
    const leaving = new AbortController();
    const dead = Array.from({ length: 100 }, (_, n) => resolve(`dead-${n}.test`, 'hostile', leaving.signal));
    const settled = Promise.allSettled(dead);
    const asked = () => new Set(dns.questions.filter((question) => question.startsWith('A dead'))).size;
    await vi.waitFor(() => expect(asked()).toBe(32));
    expect(await resolve('hooks.test', 'other')).toEqual(['192.0.2.1']);
    // A name that waits for its turn among those of one project is looked up at once for another.
    dns.ignores = (question) => question.includes('dead') && !question.includes('dead-99');
    await expect(resolve('dead-99.test', 'other')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    leaving.abort();
    await settled;
  }, 15_000);
});
