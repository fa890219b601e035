import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { compile, all as forwardedAddresses } from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

/** The part of an IPv6 address that belongs to one client; its provider leaves the remaining bits to the client. */
const IPV6_CLIENT_BITS = 64;

/** The address that a request comes from. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string;

/**
 * Reads the address that a request comes from. X-Forwarded-For is believed only as far as trusted proxies wrote it: each
 * adds its peer at the end, and a client can send anything in front. `trusted` is the number of proxies or their
 * addresses and CIDR blocks. `onMissingHop` is called when the number is larger than what the header can be of.
 */
export function createClientAddress(
  trusted: false | number | string[],
  onMissingHop: () => void = () => undefined,
): ClientAddress {
  if (trusted === false) return ({ socket }) => socket.remoteAddress ?? 'unknown';
  const isProxy = typeof trusted === 'number' ? isWithin(trusted) : isOneOf(trusted);
  return (request) => {
    const [direct = 'unknown', ...forwarded] = forwardedAddresses(request as IncomingMessage, isProxy);
    if (typeof trusted === 'number' && forwarded.length < trusted) onMissingHop();
    const addresses = forwarded.map(addressIn);
    const invalid = addresses.indexOf(null);
    return (invalid === -1 ? addresses : addresses.slice(0, invalid)).at(-1) ?? direct;
  };
}

function isWithin(proxies: number) {
  return (_entry: string, hop: number) => hop < proxies;
}

/** A proxy may be listed with the zone of a link-local address or without. */
function isOneOf(proxies: string[]) {
  const isListed = compile(proxies);
  return (entry: string, hop: number) => {
    const address = addressIn(entry);
    return address !== null && (isListed(address, hop) || isListed(withoutZone(address), hop));
  };
}

/**
 * The address in an entry of X-Forwarded-For. No standard defines its form: some proxies add the port of the client
 * (198.51.100.7:4071, [2001:db8::1]:443), and some write the entry in brackets or quotes, as the header Forwarded needs
 * it. Null when there is no address in it.
 */
function addressIn(entry: string): string | null {
  const text = entry.replace(/^"(.*)"$/, '$1').trim();
  if (isIP(text) !== 0) return text;
  const bracketed = /^\[([^\]]+)\](?::[\w.-]+)?$/.exec(text)?.[1];
  if (bracketed !== undefined) return isIPv6(bracketed) ? bracketed : null;
  const beforePort = /^(.+):[\w.-]+$/.exec(text)?.[1];
  return beforePort !== undefined && isIP(beforePort) !== 0 ? beforePort : null;
}

/** The network that limits count by: all addresses that one client may have. */
export function networkOf(address: string): string {
  const plain = withoutZone(address);
  if (!ipaddr.isValid(plain)) return address;
  const parsed = ipaddr.process(plain);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().map((byte, at) => (at < IPV6_CLIENT_BITS / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${IPV6_CLIENT_BITS}`;
}

/** The zone is the name of a network interface, which may contain characters that ipaddr.js does not accept. */
function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
