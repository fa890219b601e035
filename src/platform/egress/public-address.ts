import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Parses an address in any spelling that a resolver may give. Null when the text is none. IPv4 has one spelling only, four
 * decimal numbers: others mean different addresses to different programs.
 */
export function parseAddress(text: string): Address | null {
  // Node decides what is an address, since Node connects to it; asking ipaddr.js costs an exception for every name.
  if (isIPv4(text)) return ipaddr.IPv4.parse(text);
  if (!isIPv6(text)) return null;
  // ipaddr.js reads some dotted ends otherwise than the machine does (::1.2.3.4 as ::ffff:1.2.3.4), so it gets none.
  const [plain = ''] = text.split('%');
  return ipaddr.IPv6.parse(plain.includes('.') ? new URL(`http://[${plain}]/`).hostname.slice(1, -1) : plain);
}

/**
 * The same, but the IPv4 address out of the two IPv6 forms that a machine sends on to it: IPv4-mapped (::ffff:a.b.c.d)
 * and NAT64 (64:ff9b::/96).
 */
export function unwrapAddress(text: string): Address | null {
  const address = parseAddress(text);
  return address === null ? null : (innerIPv4(address) ?? address);
}

/** The IPv4 address that packets to this IPv6 address end up at, where there is one. */
export function innerIPv4(address: Address): ipaddr.IPv4 | null {
  if (!(address instanceof ipaddr.IPv6)) return null;
  const carries = address.match(ipv4Mapped) || address.match(nat64);
  return carries ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : null;
}

/** The special range that an address lies in ("private", "loopback"), or null when it is public unicast. */
export function specialRangeOf(address: Address): string | null {
  const range = address.range();
  if (range !== 'unicast') return range;
  if (address instanceof ipaddr.IPv4) return address.match(azureHost) ? 'azureHost' : null;
  // Only 2000::/3 is handed out to the internet; ipaddr.js calls all the unassigned rest unicast too.
  return address.match(globalUnicast) ? null : 'unassigned';
}

const ipv4Mapped = ipaddr.IPv6.parseCIDR('::ffff:0:0/96');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Looks public, but on a machine of Azure it is the machine's own host, which hands out its settings. */
const azureHost = ipaddr.IPv4.parseCIDR('168.63.129.16/32');
