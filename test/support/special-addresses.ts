/**
 * Says which addresses are public, by bit arithmetic over the registries and nothing else: written apart from the product
 * and from its library, so that both would have to be wrong in the same way. Every block of the IANA special-purpose
 * registries counts as not public, those that are reachable from everywhere included: nobody has a webhook there.
 */

/** https://www.iana.org/assignments/iana-ipv4-special-registry, multicast, and where Azure answers about a machine. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
].map(block4);

/** https://www.iana.org/assignments/iana-ipv6-special-registry, as far as it lies in 2000::/3: all else is not public. */
const special6 = [
  block6([0x2001, 0], 23),
  block6([0x2001, 0xdb8], 32),
  block6([0x2002], 16),
  block6([0x2620, 0x4f, 0x8000], 48),
  block6([0x3fff], 20),
];
const global6 = block6([0x2000], 3);
/** Addresses that carry an IPv4 address, which is where packets end up. */
const carriers = [block6([0, 0, 0, 0, 0, 0xffff], 96), block6([0x64, 0xff9b], 96)];

export interface Block {
  bits: 32 | 128;
  network: bigint;
  prefix: number;
}

/** Blocks at whose edges mistakes are made, for tests to look there. */
export const blocksOfInterest: Block[] = [
  ...special4,
  ...special6,
  ...carriers,
  global6,
  block6([0], 96),
  block6([0x64, 0xff9b, 1], 48),
  block6([0x100], 64),
  block6([0, 0, 0, 0, 0xffff], 96),
  block6([0x5f00], 16),
  block6([0xfc00], 7),
  block6([0xfe80], 10),
  block6([0xfec0], 10),
  block6([0xff00], 8),
];

export interface NumericAddress {
  bits: 32 | 128;
  value: bigint;
}

/** The IPv4 address in it, where it carries one. */
export function carried(address: NumericAddress): NumericAddress {
  const inside = carriers.some((block) => contains(block, address));
  return inside ? { bits: 32, value: address.value & 0xffff_ffffn } : address;
}

export function isPublic(address: NumericAddress): boolean {
  const { bits, value } = carried(address);
  if (bits === 32) return !special4.some((block) => contains(block, { bits, value }));
  return contains(global6, { bits, value }) && !special6.some((block) => contains(block, { bits, value }));
}

export function contains({ bits, network, prefix }: Block, address: NumericAddress): boolean {
  const shift = BigInt(bits - prefix);
  return bits === address.bits && network >> shift === address.value >> shift;
}

function block4(text: string): Block {
  const [address = '', prefix = ''] = text.split('/');
  const network = address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  return { bits: 32, network, prefix: Number(prefix) };
}

function block6(groups: number[], prefix: number): Block {
  const all = [...groups, ...Array(8 - groups.length).fill(0)] as number[];
  const network = all.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n);
  return { bits: 128, network, prefix };
}
