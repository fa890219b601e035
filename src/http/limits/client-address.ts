import type { IncomingMessage } from 'node:http';
import { compile, all as forwardedAddresses } from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

/** The part of an IPv6 address that belongs to one client; its provider leaves the remaining bits to the client. */
const IPV6_CLIENT_BITS = 64;

type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string;

/**
 * Reads the address that a request comes from. X-Forwarded-For is believed only as far as trusted proxies wrote it: each
 * adds its peer at the end, and a client can send anything in front. `trusted` is the number of proxies or their
 * addresses and CIDR blocks.
 */
export function createClientAddress(trusted: false | number | string[]): ClientAddress {
  if (trusted === false) return ({ socket }) => socket.remoteAddress ?? 'unknown';
  const isProxy =
    typeof trusted === 'number' ? (_address: string, hop: number) => hop < trusted : compile(trusted);
  return (request) => {
    const [direct = 'unknown', ...forwarded] = forwardedAddresses(request as IncomingMessage, isProxy);
    const invalid = forwarded.findIndex((hop) => !ipaddr.isValid(hop));
    return (invalid === -1 ? forwarded : forwarded.slice(0, invalid)).at(-1) ?? direct;
  };
}

/** The network that limits count by: all addresses that one client may have. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().map((byte, at) => (at < IPV6_CLIENT_BITS / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${IPV6_CLIENT_BITS}`;
}
