import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createClientAddress, networkOf } from '#src/http/limits/client-address.ts';

function from(remoteAddress: string, forwarded?: string) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('the address of a client', () => {
  test('is that of the connection when no proxy is trusted, whatever the headers say', () => {
    expect(createClientAddress(false)(from('10.0.0.1', '203.0.113.9'))).toBe('10.0.0.1');
  });

  test.each<[trusted: number | string[], forwarded: string | undefined, address: string]>([
    [1, '203.0.113.9', '203.0.113.9'],
    [1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    [2, '198.51.100.1, 203.0.113.9', '198.51.100.1'],
    [2, '203.0.113.9', '203.0.113.9'],
    [1, undefined, '10.0.0.1'],
    [['10.0.0.0/8'], '198.51.100.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    [['10.0.0.1'], '198.51.100.1, 10.0.0.2', '10.0.0.2'],
    [['192.168.0.0/16', '::1'], '203.0.113.9', '10.0.0.1'],
    [['10.0.0.0/8'], '10.0.0.3', '10.0.0.3'],
  ])('with the trusted proxies %j and the header %j: is %s', (trusted, forwarded, address) => {
    expect(createClientAddress(trusted)(from('10.0.0.1', forwarded))).toBe(address);
  });

  test('with an entry that is not an address: is the last valid one', () => {
    for (const forwarded of ['unknown', '203.0.113.9, evil\nline', "1.2.3.4'; DROP"])
      expect(createClientAddress(5)(from('10.0.0.1', forwarded))).toBe('10.0.0.1');
  });

  test.each([
    ['198.51.100.7:4071', '198.51.100.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2:3:4:5:6'],
    ['::ffff:198.51.100.7:4071', '::ffff:198.51.100.7'],
    ['"198.51.100.7"', '198.51.100.7'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['"198.51.100.7:_port"', '198.51.100.7'],
    ['fe80::1%eth0.100', 'fe80::1%eth0.100'],
    ['[fe80::1%25eth0]:443', 'fe80::1%25eth0'],
  ])('from the entry %s, with port or brackets: is %s', (entry, address) => {
    expect(createClientAddress(1)(from('10.0.0.1', entry))).toBe(address);
    expect(createClientAddress(1)(from('10.0.0.1', `192.0.2.1, ${entry}`))).toBe(address);
  });

  test.each([
    '198.51.100.7:',
    ':4071',
    '198.51.100.7:4071:1',
    '[198.51.100.7]:443',
    '[2001:db8::1',
    '2001:db8::1]:443',
    '""',
    '1',
    '0x7f000001',
    '010.0.0.1',
    'client.example:443',
    '_hidden',
  ])('with the entry %s, which contains no address: is that of the proxy', (entry) => {
    expect(createClientAddress(1)(from('10.0.0.1', entry))).toBe('10.0.0.1');
  });

  test.each([
    ['10.0.0.2:5001', '10.0.0.0/8'],
    ['"[fd00::2]:5001"', 'fd00::/8'],
    ['fe80::2%eth0.100', 'fe80::/10'],
    ['fe80::2%eth0', 'fe80::2%eth0'],
  ])('behind a trusted proxy that appears as %s: is found', (proxy, listed) => {
    const trusted = ['10.0.0.1', listed];
    expect(createClientAddress(trusted)(from('10.0.0.1', `192.0.2.1, 203.0.113.9:80, ${proxy}`))).toBe(
      '203.0.113.9',
    );
  });

  test('with empty entries in the header: ignores them', () => {
    expect(createClientAddress(1)(from('10.0.0.1', '198.51.100.1, 203.0.113.9,,'))).toBe('203.0.113.9');
  });

  test('as IPv4-mapped IPv6 address: matches a trusted IPv4 block', () => {
    expect(createClientAddress(['10.0.0.0/8'])(from('::ffff:10.0.0.1', '203.0.113.9'))).toBe('203.0.113.9');
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['fe80::2%eth0.100', 'fe80::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
