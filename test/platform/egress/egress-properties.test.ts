/** The guard against an oracle, over random addresses in random spellings. */

import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { addresses, blocks, hostSpelling, plainSpelling } from '#test/support/address-spellings.ts';
import {
  type Block,
  carried,
  contains,
  isPublic,
  type NumericAddress,
} from '#test/support/special-addresses.ts';

const strict = createEgressPolicy([]);
const runs = { numRuns: 5_000 };

interface Written {
  address: NumericAddress;
  text: string;
}

const withPlain: fc.Arbitrary<Written> = addresses.chain((address) =>
  plainSpelling(address).map((text) => ({ address, text })),
);
const withHost = addresses.chain((address) => hostSpelling(address).map((host) => ({ address, host })));

function textOf({ bits, network, prefix }: Block): string {
  if (bits === 32)
    return `${[24n, 16n, 8n, 0n].map((shift) => (network >> shift) & 255n).join('.')}/${prefix}`;
  return `${network.toString(16).padStart(32, '0').match(/.{4}/g)?.join(':')}/${prefix}`;
}

/** What a block allows: addresses in it, and where it is all of IPv4 in the form of IPv6, those IPv4 addresses. */
function allows(block: Block, address: NumericAddress): boolean {
  const inner = carried({ bits: block.bits, value: block.network });
  const called = carried(address);
  if (block.bits === 128 && inner.bits === 32 && block.prefix >= 96) {
    return contains({ bits: 32, network: inner.value, prefix: block.prefix - 96 }, called);
  }
  return contains(block, called);
}

describe('of random addresses', () => {
  it('those that a name resolves to are called when they are public, in every spelling', () => {
    fc.assert(
      fc.property(withPlain, ({ address, text }) => {
        expect(isIP(text)).not.toBe(0);
        expect(strict.checkAddress(text, 'hooks.example') === null).toBe(isPublic(address));
      }),
      runs,
    );
  });

  it('those that stand in a URL are called when they are public, in every spelling', () => {
    fc.assert(
      fc.property(withHost, ({ address, host }) => {
        for (const url of [`http://${host}/hooks`, `https://${host}:8443/`]) {
          expect(URL.canParse(url)).toBe(true);
          expect(strict.checkUrl(url) === null).toBe(isPublic(address));
        }
      }),
      runs,
    );
  });

  it('those in a block of EGRESS_ALLOW are called as well, and no others', () => {
    const near = fc.tuple(blocks, withPlain);
    const within = blocks.chain((block) =>
      fc.bigInt({ min: 0n, max: (1n << BigInt(block.bits - block.prefix)) - 1n }).chain((offset) => {
        const address = { bits: block.bits, value: block.network + offset };
        return plainSpelling(address).map((text): [Block, Written] => [block, { address, text }]);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(near, within), ([block, { address, text }]) => {
        const policy = createEgressPolicy([textOf(block)]);
        const expected = isPublic(address) || allows(block, address);
        expect(policy.checkAddress(text, 'hooks.example') === null).toBe(expected);
        expect(policy.checkAddress(text, text) === null).toBe(expected);
      }),
      runs,
    );
  });

  it('one that EGRESS_ALLOW names is called in every other spelling too', () => {
    const twice = addresses.chain((address) =>
      fc.tuple(plainSpelling(address), plainSpelling(address), hostSpelling(address)),
    );
    fc.assert(
      fc.property(twice, ([entry, text, host]) => {
        const policy = createEgressPolicy([entry]);
        expect(policy.checkAddress(text, 'hooks.example')).toBeNull();
        expect(policy.checkUrl(`http://${host}:81/`)).toBeNull();
      }),
      runs,
    );
  });
});

it('of all ports those of the web are called, and from 1024 up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (port) => {
      const url = `http://hooks.example:${port}/`;
      expect(strict.checkUrl(url) === null).toBe(port === 80 || port === 443 || port >= 1024);
    }),
    { numRuns: 2_000, examples: [[0], [79], [80], [81], [443], [1023], [1024], [65_535]] },
  );
});
