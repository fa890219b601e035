import { type Address, innerIPv4, parseAddress, unwrapAddress } from './public-address.ts';

export interface AllowList {
  hasHost(host: string): boolean;
  hasAddress(address: Address): boolean;
}

/** Reads the entries of EGRESS_ALLOW. Throws an error that names the first entry that cannot be read. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const suffixes: string[] = [];
  const blocks: [Address, number][] = [];

  for (const entry of entries.map((text) => text.trim()).filter((text) => text !== '')) {
    const address = unwrapAddress(entry.replace(/^\[(.*)\]$/, '$1'));
    if (entry.includes('/')) blocks.push(parseBlock(entry));
    else if (address !== null) blocks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
    else if (entry.startsWith('*.')) suffixes.push(`.${parseHost(entry.slice(2), entry)}`);
    else hosts.add(parseHost(entry, entry));
  }

  return {
    hasHost: (host) => hosts.has(host) || suffixes.some((suffix) => host.endsWith(suffix)),
    hasAddress: (address) =>
      blocks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits)),
  };
}

/** An IPv6 block of IPv4-mapped or NAT64 addresses becomes the IPv4 block: addresses are unwrapped before the check. */
function parseBlock(entry: string): [Address, number] {
  const [text = '', prefix = '', ...rest] = entry.split('/');
  const network = text.includes('%') ? null : parseAddress(text);
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (network === null || rest.length > 0) throw unreadable(entry);
  if (!(bits <= (network.kind() === 'ipv4' ? 32 : 128))) throw unreadable(entry);
  const inner = bits >= IPV4_PREFIX_BITS ? innerIPv4(network) : null;
  return inner === null ? [network, bits] : [inner, bits - IPV4_PREFIX_BITS];
}

/** The prefix of an IPv6 address that carries an IPv4 address. */
const IPV4_PREFIX_BITS = 96;

/** The spelling that `new URL` gives a host: lower case, punycode for other alphabets. */
function parseHost(name: string, entry: string): string {
  const host = URL.parse(`http://${name}`)?.host.replace(/\.$/, '');
  const isPlainName = host !== undefined && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host);
  // A spelling that turns into an address (127.1, 0x7f000001) would never match: checks see the plain address.
  if (!isPlainName || /[/?#@:]/.test(name) || unwrapAddress(host) !== null) throw unreadable(entry);
  return host;
}

function unreadable(entry: string): Error {
  return new Error(
    `"${entry}" is neither a host name, *.suffix, an IP address nor a CIDR block such as 10.0.0.0/8.`,
  );
}
