import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Parses a canonical address, and takes the IPv4 address out of the two IPv6 forms that a machine sends on to it:
 * IPv4-mapped (::ffff:a.b.c.d) and NAT64 (64:ff9b::/96). Null when the text is not an address.
 */
export function unwrapAddress(text: string): Address | null {
  // Node decides what is an address, since Node connects to it; asking ipaddr.js costs an exception for every name.
  if (isIPv4(text)) return ipaddr.IPv4.parse(text);
  // The long dead IPv4-compatible form: ipaddr.js takes ::1.2.3.4 for ::ffff:1.2.3.4, the machine for an IPv6 address.
  if (!isIPv6(text) || /^::\d+\./.test(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(nat64) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

/** The special range that an address lies in ("private", "loopback"), or null when it is public unicast. */
export function specialRangeOf(address: Address): string | null {
  const range = address.range();
  if (range !== 'unicast') return range;
  // Only 2000::/3 is handed out to the internet; ipaddr.js calls all the unassigned rest unicast too.
  return address.kind() === 'ipv6' && !address.match(globalUnicast) ? 'unassigned' : null;
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
