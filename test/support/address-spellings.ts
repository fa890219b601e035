/** Random addresses in all the ways in which they can be written. */

import fc from 'fast-check';
import { type Block, blocksOfInterest, type NumericAddress } from '#test/support/special-addresses.ts';

const anywhere = (bits: 32 | 128): fc.Arbitrary<NumericAddress> =>
  fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }).map((value) => ({ bits, value }));

/** In a block, at its edges or just outside. Random ones alone would hardly ever meet the small blocks. */
const nearBlock = fc
  .tuple(
    fc.constantFrom(...blocksOfInterest),
    fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([{ bits, network, prefix }, random, where]): NumericAddress => {
    const size = 1n << BigInt(bits - prefix);
    const places = [network, network + size - 1n, network - 1n, network + size, network + (random % size)];
    const limit = 1n << BigInt(bits);
    return { bits, value: ((places[where] ?? 0n) + limit) % limit };
  });

/** An IPv4 address inside one of the forms of IPv6 that carry one, or in one that only looks so. */
const wrapped = fc
  .tuple(
    fc.oneof(anywhere(32), nearBlock),
    fc.constantFrom(0xffffn << 32n, 0x64ff9bn << 96n, 0n, 0xffffn << 48n),
  )
  .map(([{ value }, prefix]): NumericAddress => ({ bits: 128, value: prefix | (value & 0xffff_ffffn) }));

export const addresses: fc.Arbitrary<NumericAddress> = fc.oneof(
  anywhere(32),
  anywhere(128),
  nearBlock,
  nearBlock,
  wrapped,
);

/** CIDR blocks, some of them where addresses of the tests often are. */
export const blocks: fc.Arbitrary<Block> = addresses.chain(({ bits, value }) =>
  fc.integer({ min: 0, max: bits }).map((prefix) => {
    const shift = BigInt(bits - prefix);
    return { bits, network: (value >> shift) << shift, prefix };
  }),
);

const octetsOf = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 255n));
const groupsOf = (value: bigint) =>
  Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));

/** As a resolver gives it: the one spelling of IPv4, any of IPv6. */
export function plainSpelling(address: NumericAddress): fc.Arbitrary<string> {
  return address.bits === 32 ? fc.constant(octetsOf(address.value).join('.')) : spelling6(address.value);
}

/** As the host of a URL may have it: whatever browsers and `new URL` read as this address. */
export function hostSpelling(address: NumericAddress): fc.Arbitrary<string> {
  if (address.bits === 128) return spelling6(address.value).map((text) => `[${text}]`);
  return fc
    .tuple(
      spelling4(address.value),
      fc.constantFrom('', '.'),
      fc.constantFrom(asIs, fullWidth, percentEncoded),
    )
    .map(([text, dot, disguise]) => disguise(text + dot));
}

/** One to four numbers, the last of which fills what is left, each decimal, octal or hexadecimal. */
function spelling4(value: bigint): fc.Arbitrary<string> {
  const octets = octetsOf(value);
  return fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.constantFrom(decimal, octal, hex, paddedHex), { minLength: 4, maxLength: 4 }),
    )
    .map(([count, writers]) => {
      const last = octets.slice(count - 1).reduce((sum, octet) => sum * 256 + octet, 0);
      const numbers = [...octets.slice(0, count - 1), last];
      return numbers.map((number, index) => (writers[index] ?? decimal)(number)).join('.');
    });
}

const decimal = (number: number) => String(number);
const octal = (number: number) => `0${number.toString(8)}`;
const hex = (number: number) => `0x${number.toString(16)}`;
const paddedHex = (number: number) => `0X000${number.toString(16).toUpperCase()}`;

const asIs = (text: string) => text;
const fullWidth = (text: string) =>
  text.replaceAll('.', '\u3002').replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
const percentEncoded = (text: string) =>
  text.replaceAll(/\d/g, (digit) => `%${digit.codePointAt(0)?.toString(16)}`);

/** With zeros left out or not, one run of zero groups shortened or not, the end dotted or not, in any case. */
function spelling6(value: bigint): fc.Arbitrary<string> {
  return fc
    .record({ dotted: fc.boolean(), padded: fc.boolean(), upper: fc.boolean(), shorten: fc.nat() })
    .map(({ dotted, padded, upper, shorten }) => {
      const tail = dotted ? octetsOf(value & 0xffff_ffffn).join('.') : null;
      const groups = groupsOf(value).slice(0, dotted ? 6 : 8);
      const words = groups.map((group) => group.toString(16).padStart(padded ? 4 : 1, '0'));
      const text = shortened(words, groups, tail, shorten);
      return upper ? text.toUpperCase() : text;
    });
}

function shortened(words: string[], groups: number[], tail: string | null, choice: number): string {
  const all = tail === null ? words : [...words, tail];
  const runs = groups.flatMap((group, start) => {
    if (group !== 0) return [];
    const end = groups.findIndex((other, index) => index > start && other !== 0);
    return [[start, end === -1 ? groups.length : end] as const];
  });
  const run = runs[choice % (runs.length + 1)];
  if (run === undefined) return all.join(':');
  return `${all.slice(0, run[0]).join(':')}::${all.slice(run[1]).join(':')}`;
}
