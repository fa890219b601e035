import ipaddr from 'ipaddr.js';
import { type Address, unwrapAddress } from './public-address.ts';

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

function parseBlock(entry: string): [Address, number] {
  if (!ipaddr.isValidCIDR(entry)) throw unreadable(entry);
  return ipaddr.parseCIDR(entry);
}

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
    `EGRESS_ALLOW: "${entry}" is neither a host name, *.suffix, an IP address nor a CIDR block such as 10.0.0.0/8.`,
  );
}
