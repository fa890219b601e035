import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Of an IPv6 client, whose provider gives it so many bits to choose addresses with, the part that stays. */
const IPV6_CLIENT_BITS = 64;

/**
 * The address that a request comes from, as far as it can be believed: each proxy adds who spoke to it at the end of
 * X-Forwarded-For, and anybody can write something in front of that. `trusted` is how many proxies there are, or their
 * addresses and blocks.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  trusted: false | number | string[],
): string {
  const direct = socket.remoteAddress ?? 'unknown';
  if (trusted === false) return direct;
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hops = [direct, ...forwarded.map((hop) => hop.trim()).reverse()];
  let believed = direct;
  for (const [at, hop] of hops.entries()) {
    if (!ipaddr.isValid(hop)) break;
    believed = hop;
    const isProxy =
      typeof trusted === 'number' ? at < trusted : trusted.some((entry) => isWithin(hop, entry));
    if (!isProxy) break;
  }
  return believed;
}

/** What the clients behind one connection to the network have in common. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().map((byte, at) => (at < IPV6_CLIENT_BITS / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${IPV6_CLIENT_BITS}`;
}

function isWithin(address: string, entry: string): boolean {
  const parsed = ipaddr.process(address);
  if (!entry.includes('/')) return parsed.toString() === ipaddr.process(entry).toString();
  const [block, bits] = ipaddr.parseCIDR(entry);
  return parsed.kind() === block.kind() && parsed.match(block, bits);
}
