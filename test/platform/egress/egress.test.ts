import { describe, expect, it } from 'vitest';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { everyRow } from '#test/support/every-row.ts';

const strict = createEgressPolicy([]);

describe('addresses', () => {
  it('public addresses are allowed', async () => {
    await everyRow(
      [
        '93.184.216.34',
        '1.1.1.1',
        '172.15.255.255',
        '172.32.0.1',
        '2606:4700:4700::1111',
        '::ffff:93.184.216.34',
        '64:ff9b::5db8:d822',
      ],
      (address) => {
        expect(strict.checkAddress(address, 'example.com')).toBeNull();
      },
    );
  });

  it('addresses of every special range are blocked, with the name of the range', async () => {
    await everyRow(
      [
        ['127.0.0.1', 'loopback'],
        ['127.255.255.254', 'loopback'],
        ['0.0.0.0', 'unspecified'],
        ['10.1.2.3', 'private'],
        ['172.16.0.1', 'private'],
        ['192.168.1.1', 'private'],
        ['100.64.0.1', 'carrierGradeNat'],
        ['169.254.169.254', 'linkLocal'],
        ['192.0.0.170', 'reserved'],
        ['192.0.2.1', 'reserved'],
        ['198.18.0.1', 'reserved'],
        ['224.0.0.1', 'multicast'],
        ['240.0.0.1', 'reserved'],
        ['255.255.255.255', 'broadcast'],
        ['::', 'unspecified'],
        ['::1', 'loopback'],
        ['::127.0.0.1', 'unassigned'],
        ['::93.184.216.34', 'unassigned'],
        ['0:0:0:0:0:0:93.184.216.34', 'unassigned'],
        ['0::93.184.216.34', 'unassigned'],
        ['168.63.129.16', 'azureHost'],
        ['64:ff9b::168.63.129.16', 'azureHost'],
        ['100.100.100.200', 'carrierGradeNat'],
        ['192.0.0.192', 'reserved'],
        ['fd00:ec2::254', 'uniqueLocal'],
        ['::7f00:1', 'unassigned'],
        ['::ffff:127.0.0.1', 'loopback'],
        ['::ffff:7f00:1', 'loopback'],
        ['::ffff:0:127.0.0.1', 'rfc6145'],
        ['64:ff9b::7f00:1', 'loopback'],
        ['64:ff9b::a9fe:a9fe', 'linkLocal'],
        ['64:ff9b:1::a00:1', 'rfc6052'],
        ['2002:7f00:1::', '6to4'],
        ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'teredo'],
        ['fc00::1', 'uniqueLocal'],
        ['fe80::1', 'linkLocal'],
        ['fe80::1%eth0', 'linkLocal'],
        ['::1%lo', 'loopback'],
        ['::ffff:127.0.0.1%lo', 'loopback'],
        ['fec0::1', 'deprecatedSiteLocal'],
        ['ff02::1', 'multicast'],
        ['2001:db8::1', 'reserved'],
        ['3fff::1', 'reserved'],
        ['100::1', 'discard'],
        ['4000::1', 'unassigned'],
        ['not an address', 'unreadable'],
      ],
      ([address, range]) => {
        expect(strict.checkAddress(address, 'example.com')).toBe(
          `example.com resolves to ${address}, which is not a public address (${range}). ` +
            'To call it anyway, add the host, the address or its CIDR block to EGRESS_ALLOW.',
        );
      },
    );
  });
});

describe('URLs', () => {
  it('URLs of public addresses are allowed', async () => {
    await everyRow(
      [
        'https://example.com',
        'http://example.com:80/path?query#fragment',
        'https://example.com:443',
        'http://example.com:8080',
        'http://93.184.216.34/',
        'http://[2606:4700:4700::1111]/',
      ],
      (url) => {
        expect(strict.checkUrl(url)).toBeNull();
      },
    );
  });

  it('hosts that spell an address which is not public are blocked, with the address', async () => {
    await everyRow(
      [
        ['127.0.0.1', '127.0.0.1'],
        ['2130706433', '127.0.0.1'],
        ['0x7f.1', '127.0.0.1'],
        ['0x7f000001', '127.0.0.1'],
        ['0177.0.0.1', '127.0.0.1'],
        ['127.1', '127.0.0.1'],
        ['127.0.0.1.', '127.0.0.1'],
        ['①②⑦.⓪.⓪.①', '127.0.0.1'],
        ['%31%32%37.0.0.1', '127.0.0.1'],
        // A soft hyphen, a zero width space: what names may contain and addresses lose.
        ['127.0.0.1\u00ad', '127.0.0.1'],
        ['127.0.\u200b0.1', '127.0.0.1'],
        ['0', '0.0.0.0'],
        ['[::1]', '::1'],
        ['[::]', '::'],
        ['[0:0:0:0:0:0:0:1]', '::1'],
        ['[::ffff:127.0.0.1]', '::ffff:7f00:1'],
        ['[64:ff9b::169.254.169.254]', '64:ff9b::a9fe:a9fe'],
        ['[2002:7f00:1::]', '2002:7f00:1::'],
        ['[::127.0.0.1]', '::7f00:1'],
      ],
      ([host, address]) => {
        expect(strict.checkUrl(`http://${host}/`)).toContain(`${address} is not a public address`);
      },
    );
  });

  it('URLs that are not allowed are blocked, with the reason', async () => {
    await everyRow(
      [
        ['not a url', 'not a URL'],
        ['', 'not a URL'],
        ['http://[fe80::1%25eth0]/', 'not a URL'],
        ['http://127\u20240\u20240\u20241/', 'not a URL'],
        ['ftp://example.com', 'http:// or https://'],
        ['file:///etc/passwd', 'http:// or https://'],
        ['javascript:alert(1)', 'http:// or https://'],
        ['https://user@example.com', 'user name or a password'],
        ['https://:password@example.com', 'user name or a password'],
        ['http://example.com:22', 'Port 22 is not called'],
        ['http://example.com:25', 'EGRESS_ALLOW'],
      ],
      ([url, reason]) => {
        expect(strict.checkUrl(url)).toContain(reason);
      },
    );
  });
});

describe('EGRESS_ALLOW', () => {
  it('with an exact host allows it wherever it is, and no other', () => {
    const policy = createEgressPolicy(['Hooks.Internal', 'bücher.example']);
    expect(policy.checkAddress('10.0.0.1', 'hooks.internal')).toBeNull();
    expect(policy.checkAddress('10.0.0.1', 'xn--bcher-kva.example')).toBeNull();
    expect(policy.checkAddress('10.0.0.1', 'a.hooks.internal')).not.toBeNull();
    expect(policy.checkUrl('http://hooks.internal:25')).toBeNull();
  });

  it('with *.suffix allows what lies below, not the suffix itself or a look-alike', () => {
    const policy = createEgressPolicy(['*.corp.example']);
    expect(policy.checkAddress('10.0.0.1', 'a.corp.example')).toBeNull();
    expect(policy.checkAddress('10.0.0.1', 'a.b.corp.example')).toBeNull();
    expect(policy.checkAddress('10.0.0.1', 'corp.example')).not.toBeNull();
    expect(policy.checkAddress('10.0.0.1', 'evilcorp.example')).not.toBeNull();
  });

  it('with addresses and blocks allows any host that is there, in every spelling', () => {
    const policy = createEgressPolicy(['10.0.0.0/8', '192.168.1.5', 'fd00::/8', '[::1]']);
    expect(policy.checkAddress('10.255.0.1', 'x.example')).toBeNull();
    expect(policy.checkAddress('::ffff:10.255.0.1', 'x.example')).toBeNull();
    expect(policy.checkAddress('192.168.1.5', 'x.example')).toBeNull();
    expect(policy.checkAddress('192.168.1.6', 'x.example')).not.toBeNull();
    expect(policy.checkAddress('fd12::1', 'x.example')).toBeNull();
    expect(policy.checkUrl('http://[::1]:3000/')).toBeNull();
    expect(policy.checkUrl('http://10.0.0.1:81/')).toBeNull();
  });

  it('with a block of IPv4 written as IPv6 allows those IPv4 addresses', () => {
    const policy = createEgressPolicy(['::ffff:10.0.0.0/104', '64:ff9b::192.168.0.0/112']);
    expect(policy.checkAddress('10.1.2.3', 'x.example')).toBeNull();
    expect(policy.checkAddress('::ffff:10.1.2.3', 'x.example')).toBeNull();
    expect(policy.checkAddress('192.168.5.5', 'x.example')).toBeNull();
    expect(policy.checkAddress('11.1.2.3', '11.1.2.3')).toBeNull();
    expect(policy.checkAddress('172.16.0.1', 'x.example')).not.toBeNull();
  });

  it('allows nothing else of the URL: schemes and credentials stay refused', () => {
    const policy = createEgressPolicy(['0.0.0.0/0', '::/0', 'example.com']);
    expect(policy.checkUrl('ftp://example.com')).not.toBeNull();
    expect(policy.checkUrl('http://user:password@example.com')).not.toBeNull();
  });

  it('can name the machine itself', () => {
    const policy = createEgressPolicy(loopbackDestinations);
    expect(policy.checkUrl('http://127.0.0.1:4000')).toBeNull();
    expect(policy.checkUrl('http://[::1]:4000')).toBeNull();
    expect(policy.checkAddress('127.0.0.1', 'localhost')).toBeNull();
    expect(policy.checkUrl('http://10.0.0.1')).not.toBeNull();
  });

  it('ignores blanks around and between entries', () => {
    expect(createEgressPolicy([' localhost ', '']).checkAddress('127.0.0.1', 'localhost')).toBeNull();
  });

  it('EGRESS_ALLOW: entries that cannot be used are rejected by name', async () => {
    await everyRow(
      [
        '*',
        '10.0.0.0/33',
        'https://example.com',
        'example.com:80',
        'a/b',
        '127.1',
        'a b',
        '*.*.example',
        'user@host',
        // Eight to some programs, ten to others.
        '010.0.0.0/8',
        '0x0a.0.0.0/8',
        '10/8',
        '10.0.0.0/',
        '10.0.0.0/8/8',
        '10.0.0.0/ 8',
        '10.0.0.0/255.0.0.0',
        'fe80::1%eth0/64',
        '::/129',
        // Would allow every name that ends so, and those are for anybody to register.
        '*.',
      ],
      (entry) => {
        expect(() => createEgressPolicy(['localhost', entry])).toThrow(`"${entry}" is neither`);
      },
    );
  });
});
